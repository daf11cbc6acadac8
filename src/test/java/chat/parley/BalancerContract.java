package chat.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.support.Answer;
import chat.parley.support.Certificate;
import chat.parley.support.Connection;
import chat.parley.support.DebianProgram;
import chat.parley.support.Json;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.Proxy;
import chat.parley.support.SharedServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes behind a balancer that is configured as src/docs/operations recommends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BalancerContract {

    /** Headers with which a client tries to forge its address or scheme. */
    private static final Map<String, String> FORGED_HEADERS = Map.of(
            "X-Forwarded-For", "6.6.6.6",
            "X-Forwarded-Host", "evil.example.org",
            "X-Forwarded-Proto", "http",
            "X-Forwarded-Prefix", "/evil",
            "X-Forwarded-Port", "666",
            "X-Forwarded-Ssl", "off",
            "Forwarded", "for=6.6.6.6;host=evil.example.org;proto=http");

    private final InMemoryChannelLayer layer = new InMemoryChannelLayer();
    private final String database = ParleyServer.memoryDatabase();
    private final ParleyServer.Setup setup = ParleyServer.with()
            .database(database)
            .channelLayer(layer)
            .property("parley.proxies.trusted", "127.0.0.1")
            .property("parley.guests.enabled", "true")
            .property("parley.limits.enabled", "true")
            .property("parley.limits.guests", "3 per 1h");

    private final Proxy.Kind kind;
    private DebianProgram program;
    private Certificate certificate;
    private SSLContext formerContext;
    private ParleyServer one;
    private ParleyServer other;
    private Proxy proxy;

    BalancerContract(Proxy.Kind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start() throws NoSuchAlgorithmException {
        Optional<DebianProgram> found = kind.find();
        assumeTrue(found.isPresent(), kind + " is neither installed nor available as a Debian package");
        program = found.orElseThrow();
        certificate = Certificate.make();
        formerContext = SSLContext.getDefault();
        SSLContext.setDefault(certificate.trust());
        one = setup.start();
        other = setup.start();
        Person.signUp(
                one,
                SharedServer.unique(
                        "root")); // Connects from this machine; through the proxy the setup code is required
        proxy = Proxy.start(kind, program, certificate, nodes(one, other));
    }

    @AfterAll
    void stop() {
        if (program != null) {
            SSLContext.setDefault(formerContext);
            proxy.close();
            one.stop();
            other.stop();
        }
        layer.close();
    }

    private static Map<String, String> nodes(ParleyServer first, ParleyServer second) {
        return Map.of("10.0.0.1:8080", "127.0.0.1:" + first.port(), "10.0.0.2:8080", "127.0.0.1:" + second.port());
    }

    @Test
    void messagesReachMembersOnBothNodes() {
        String room = someone("host").makeRoom(SharedServer.unique("room"));
        List<Connection> open =
                IntStream.range(0, 4).mapToObj(i -> someone("guest").connect()).toList();
        try {
            open.forEach(connection -> connection.open(room));

            open.forEach(connection -> connection.post(room, "hello from " + open.indexOf(connection)));

            open.forEach(connection -> connection.awaitText(room, "hello from 3"));
            assertThat(open)
                    .allSatisfy(connection -> assertThat(connection.texts(room)).hasSize(4));
            assertThat(Stream.of(one, other).map(BalancerContract::openSockets)).allMatch(sockets -> sockets > 0);
        } finally {
            open.forEach(Connection::close);
        }
    }

    @Test
    void cookiesAreSecure() {
        Person visitor = Person.visiting(proxy.url());
        Answer page = visitor.get("/api/session").expect(200);
        Answer signedUp = visitor.post(
                        "/api/accounts",
                        Map.of("username", SharedServer.unique("careful"), "password", Person.PASSWORD))
                .expect(201);

        assertThat(cookies(page, "XSRF-TOKEN")).isNotEmpty().allMatch(BalancerContract::isSecure);
        assertThat(cookies(signedUp, "parley_session")).isNotEmpty().allMatch(BalancerContract::isSecure);
        assertThat(signedUp.header("Strict-Transport-Security")).isNotEmpty();
    }

    @Test
    void pagesOfOtherSitesCannotOpenSockets() {
        Person alice = someone("alice");

        assertThat(refusedFrom(alice, "https://evil.example.org", UnaryOperator.identity()))
                .isEqualTo(403);
        assertThat(refusedFrom(alice, "https://evil.example.org", socket -> {
                    FORGED_HEADERS.forEach(socket::header);
                    return socket;
                }))
                .isEqualTo(403);
        assertThat(refusedFrom(alice, "http://localhost:" + proxy.port(), UnaryOperator.identity()))
                .isEqualTo(403);
        alice.connect().close();
    }

    @Test
    void forgedForwardedHeadersAreIgnored() {
        Person forger = someone("forger");
        String room = forger.makeRoom(SharedServer.unique("room"));

        Answer sessions = forger.send(withForgedHeaders(forger.request("/api/account/sessions")))
                .expect(200);
        Answer invite = forger.send(withForgedHeaders(forger.request("/api/rooms/" + room + "/invites"))
                        .header("X-XSRF-TOKEN", forger.csrfToken())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")))
                .expect(201);
        Answer entered = forger.send(withForgedHeaders(forger.request("/api/session"))
                        .header("X-XSRF-TOKEN", forger.csrfToken())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                Json.write(Map.of("username", forger.username(), "password", Person.PASSWORD)))))
                .expect(200);

        assertThat(sessions.json().findValuesAsString("address")).containsOnly("127.0.0.1");
        assertThat(forger.get("/api/account/sessions").json().findValuesAsString("address"))
                .containsOnly("127.0.0.1");
        assertThat(invite.json().path("url").asString()).startsWith(proxy.url() + "/");
        assertThat(cookies(entered, "parley_session")).isNotEmpty().allMatch(BalancerContract::isSecure);
    }

    private static HttpRequest.Builder withForgedHeaders(HttpRequest.Builder request) {
        FORGED_HEADERS.forEach(request::header);
        return request;
    }

    /** Each node counts separately: twice three guests are admitted, whatever the headers claim. */
    @Test
    void ratesAreCountedByClientAddress() {
        List<Integer> answers = IntStream.range(0, 10)
                .mapToObj(i -> enterFrom("127.0.0.7", "9.9.9." + i))
                .toList();

        assertThat(answers).contains(201, 429);
        assertThat(answers.subList(6, 10)).containsOnly(429);
        assertThat(enterFrom("127.0.0.8", "127.0.0.7")).isEqualTo(201);
    }

    @Test
    void healthAndMetricsAreNotPublic() {
        Person visitor = Person.visiting(proxy.url());

        for (String path : List.of("/actuator/prometheus", "/actuator/health", "/%61ctuator/prometheus")) {
            assertThat(visitor.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(visitor.get("/chat/actuator").status()).isEqualTo(302);
    }

    @Test
    void browsersUseHttp2() throws IOException, InterruptedException {
        HttpClient browser = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(certificate.trust())
                .build();

        HttpResponse<String> page = browser.send(
                HttpRequest.newBuilder(URI.create(proxy.url() + "/login")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    @Test
    void requestsSucceedWhileANodeStops() {
        ParleyServer third = setup.start();
        try (Proxy before = Proxy.start(kind, program, certificate, nodes(third, one))) {
            Person visitor = Person.visiting(before.url());
            IntStream.range(0, 4).forEach(i -> visitor.get("/api/session").expect(200));

            third.stop();

            IntStream.range(0, 10).forEach(i -> visitor.get("/api/session").expect(200));
            Person.signUp(before.url(), SharedServer.unique("later")).connect().close();
        }
    }

    @Test
    void siteWorksUnderAPathOfAnotherSite() {
        try (ParleyServer below =
                        setup.property("spring.webflux.base-path", "/talk").start();
                Proxy site = Proxy.start(kind, program, certificate, under(below))) {
            Person alice = Person.signUp(site.url() + "/talk", SharedServer.unique("alice"));
            String room = alice.makeRoom(SharedServer.unique("room"));

            try (Connection connection = alice.connect()) {
                connection.open(room);
                connection.post(room, "under a path");
                connection.awaitText(room, "under a path");
            }
            assertThat(Person.visiting(site.url()).get("/talk/chat").header("Location"))
                    .startsWith("/talk/login");
            assertThat(Person.visiting(site.url()).get("/talk/actuator/health").status())
                    .isEqualTo(404);
            assertThat(Person.visiting(site.url()).get("/elsewhere").status()).isNotEqualTo(200);
        } finally {
            setup.property("spring.webflux.base-path", "");
        }
    }

    private Map<String, String> under(ParleyServer node) {
        String address = "127.0.0.1:" + node.port();
        return switch (kind) {
            case NGINX ->
                Map.of(
                        "location /actuator",
                        "location /talk/actuator",
                        "location / ",
                        "location /talk/ ",
                        "10.0.0.1:8080",
                        address,
                        "10.0.0.2:8080",
                        address);
            case HAPROXY ->
                Map.of(
                        "beg /actuator", "beg /talk/actuator",
                        "GET /actuator", "GET /talk/actuator",
                        "path_beg / ", "path_beg /talk/ ",
                        "10.0.0.1:8080", address,
                        "10.0.0.2:8080", address);
        };
    }

    private Person someone(String name) {
        return Person.signUp(proxy.url(), SharedServer.unique(name));
    }

    private static double openSockets(ParleyServer node) {
        return node.bean(MeterRegistry.class).get("parley.connections").gauge().value();
    }

    private static List<String> cookies(Answer answer, String name) {
        return answer.response().headers().allValues("set-cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .toList();
    }

    private static boolean isSecure(String cookie) {
        return cookie.contains("; Secure");
    }

    private static int refusedFrom(Person person, String origin, UnaryOperator<WebSocket.Builder> more) {
        return catchThrowableOfType(
                        Connection.Refused.class,
                        () -> person.connect("/ws", "parley.v1", socket -> more.apply(socket.header("Origin", origin))))
                .status();
    }

    /** Enters as a guest from another address of this machine, claiming a third address in the headers. */
    private int enterFrom(String address, String claimed) {
        String body = "{\"username\":\"" + SharedServer.unique("passer") + "\"}";
        String request = String.join(
                "\r\n",
                "POST /api/session/guest HTTP/1.1",
                "Host: localhost:" + proxy.port(),
                "X-Forwarded-For: " + claimed,
                "Forwarded: for=" + claimed,
                "Cookie: __Host-XSRF-TOKEN=token",
                "X-XSRF-TOKEN: token",
                "Content-Type: application/json",
                "Content-Length: " + body.length(),
                "Connection: close",
                "",
                body);
        try (Socket socket = certificate
                .trust()
                .getSocketFactory()
                .createSocket(InetAddress.getByName("127.0.0.1"), proxy.port(), InetAddress.getByName(address), 0)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.split(" ", 3)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

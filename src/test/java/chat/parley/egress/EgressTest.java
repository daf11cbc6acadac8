package chat.parley.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.egress.EgressException.Reason;
import chat.parley.support.Certificate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;

/** Requests to sound, broken and hostile servers on loopback, of which 127.0.0.1 is allowed and nothing else. */
class EgressTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(600);
    private static final int KIB = 1024;
    private static final int MAX_BODY = 64 * KIB;

    private final ScriptedNames names = new ScriptedNames();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private RawServer server(Function<String, Flux<byte[]>> answer) {
        return serverOn("127.0.0.1", answer);
    }

    private RawServer serverOn(String host, Function<String, Flux<byte[]>> answer) {
        RawServer server = RawServer.on(host, answer);
        opened.add(server);
        return server;
    }

    private Egress egress(Duration timeout, RawServer... servers) {
        return egress(timeout, new AddressPolicy(List.of("127.0.0.1")), client -> client, servers);
    }

    /** @param dialled what may be called according to the names; the connection itself is checked as always */
    private Egress egress(
            Duration timeout, AddressPolicy dialled, UnaryOperator<HttpClient> options, RawServer... servers) {
        EgressProperties properties = new EgressProperties(
                List.of("127.0.0.1"),
                IntStream.concat(
                                IntStream.of(80, 443), List.of(servers).stream().mapToInt(RawServer::port))
                        .boxed()
                        .toList());
        AddressPolicy policy = new AddressPolicy(properties.allow());
        Egress egress = new Egress(
                properties,
                policy,
                new EgressClient(dialled, policy, names, options),
                new EgressMeters(meters),
                timeout);
        opened.add(egress);
        return egress;
    }

    private static EgressRequest get(String host, RawServer server) {
        return EgressRequest.get("http://" + host + ":" + server.port() + "/page?q=1", MAX_BODY);
    }

    private static EgressRequest get(RawServer server) {
        return get("127.0.0.1", server);
    }

    private static EgressResponse send(Egress egress, EgressRequest request) {
        return egress.send(request).blockOptional(LIMIT).orElseThrow();
    }

    private static String textOf(EgressResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private void assertFails(Egress egress, EgressRequest request, Reason reason) {
        assertThatThrownBy(() -> send(egress, request))
                .isInstanceOfSatisfying(
                        EgressException.class,
                        failure -> assertThat(failure.reason())
                                .as(failure.getMessage())
                                .isEqualTo(reason));
        assertThat(meters.get("parley.egress.requests")
                        .tag("outcome", reason.name().toLowerCase(Locale.ROOT))
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private static void assertClosed(RawServer server) {
        Awaitility.await().atMost(LIMIT).until(() -> server.open() == 0);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(compressed)) {
            stream.write(bytes);
        }
        return compressed.toByteArray();
    }

    @Test
    void pageIsRead() {
        RawServer server = server(request -> RawServer.response("200 OK\r\nContent-Type: text/html", "Grüße"));

        EgressResponse response = send(egress(LIMIT, server), get(server).header("Accept", "text/html"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(textOf(response)).isEqualTo("Grüße");
        assertThat(response.cut()).isFalse();
        assertThat(response.header("Content-Type")).contains("text/html");
        assertThat(server.requests().get(0))
                .startsWith("GET /page?q=1 HTTP/1.1\r\n")
                .contains("Accept: text/html")
                .containsIgnoringCase("host: 127.0.0.1:" + server.port())
                .doesNotContainIgnoringCase("transfer-encoding");
        assertThat(meters.get("parley.egress.requests")
                        .tag("outcome", "answered")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertClosed(server);
    }

    @Test
    void bytesArePostedWithTheirLengthAndAnyStatusIsReturned() {
        RawServer server =
                server(request -> RawServer.response("429 Too Many Requests\r\nRetry-After: 120", "slow down"));

        EgressResponse response = send(
                egress(LIMIT, server),
                EgressRequest.post(
                                "http://127.0.0.1:" + server.port() + "/hook",
                                "{\"a\":1}".getBytes(StandardCharsets.UTF_8))
                        .header("Content-Type", "application/json"));

        assertThat(response.status()).isEqualTo(429);
        assertThat(response.isOk()).isFalse();
        assertThat(response.retryAfter(Instant.EPOCH)).contains(Duration.ofMinutes(2));
        assertThat(textOf(response)).isEqualTo("slow down");
        assertThat(server.requests().get(0))
                .startsWith("POST /hook HTTP/1.1\r\n")
                .containsIgnoringCase("content-length: 7\r\n")
                .doesNotContainIgnoringCase("transfer-encoding")
                .endsWith("\r\n\r\n{\"a\":1}");
    }

    @Test
    void retryAfterMayBeADate() {
        RawServer server =
                server(request -> RawServer.response("503 Busy\r\nRetry-After: Thu, 01 Jan 1970 00:01:00 GMT", ""));

        EgressResponse response = send(egress(LIMIT, server), get(server));

        assertThat(response.retryAfter(Instant.EPOCH)).contains(Duration.ofMinutes(1));
        assertThat(response.retryAfter(Instant.EPOCH.plusSeconds(90))).contains(Duration.ZERO);
    }

    @Test
    void nameIsResolvedOnceAndItsAddressDialled() {
        RawServer server = server(request -> RawServer.response("200 OK", "public"));
        RawServer inside = serverOn("127.0.0.2", request -> RawServer.response("200 OK", "inside"));
        names.answer("rebinding.example", "127.0.0.1", "127.0.0.2");
        Egress egress = egress(LIMIT, server, inside);

        assertThat(textOf(send(egress, get("rebinding.example", server)))).isEqualTo("public");
        assertThat(names.queries()).isEqualTo(1);
        assertFails(egress, get("rebinding.example", inside), Reason.DENIED);
        assertThat(inside.requests()).isEmpty();
    }

    @Test
    void nameServiceOfTheSystemIsUsed() {
        RawServer server = server(request -> RawServer.response("200 OK", "local"));
        AddressPolicy policy = new AddressPolicy(List.of("127.0.0.1"));
        Egress egress = new Egress(
                new EgressProperties(List.of("127.0.0.1"), List.of(server.port())),
                policy,
                new EgressClient(policy),
                new EgressMeters(meters),
                LIMIT);
        opened.add(egress);

        assertThat(textOf(send(egress, get("localhost", server)))).isEqualTo("local");
    }

    @Test
    void onlyPermittedAddressesOfANameAreDialled() {
        RawServer server = server(request -> RawServer.response("200 OK", "public"));
        names.answer("mixed.example", "10.0.0.1 ::1 127.0.0.2 127.0.0.1 fd00::1");

        assertThat(textOf(send(egress(LIMIT, server), get("mixed.example", server))))
                .isEqualTo("public");
    }

    @Test
    void nameWithPrivateAddressesIsDenied() {
        RawServer inside = serverOn("127.0.0.2", request -> RawServer.response("200 OK", "inside"));
        names.answer("inside.example", "10.0.0.1 127.0.0.2 ::1 ::ffff:127.0.0.2");

        assertFails(egress(LIMIT, inside), get("inside.example", inside), Reason.DENIED);
        assertThat(inside.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "[::1]", "[::ffff:127.0.0.2]", "10.0.0.1", "169.254.169.254", "0.0.0.0"})
    void privateAddressIsDeniedBeforeConnecting(String host) {
        RawServer inside = serverOn("127.0.0.2", request -> RawServer.response("200 OK", "inside"));
        Egress egress = egress(LIMIT, inside);

        assertThatThrownBy(() -> egress.check("http://" + host + ":" + inside.port() + "/", false))
                .isInstanceOf(EgressException.class);
        assertFails(egress, get(host, inside), Reason.DENIED);
        assertThat(inside.requests()).isEmpty();
    }

    @Test
    void connectionIsCheckedAgainWhenItIsOpen() {
        RawServer inside = serverOn("127.0.0.2", request -> RawServer.response("200 OK", "inside"));
        names.answer("inside.example", "127.0.0.2");
        Egress egress = egress(LIMIT, new AddressPolicy(List.of("127.0.0.0/8")), client -> client, inside);

        assertFails(egress, get("inside.example", inside), Reason.DENIED);
        assertThat(inside.requests()).isEmpty();
        assertClosed(inside);
    }

    @Test
    void unknownNameIsUnresolved() {
        RawServer server = server(request -> Flux.empty());

        assertFails(egress(LIMIT, server), get("unknown.example", server), Reason.UNRESOLVED);
    }

    @Test
    void otherPortIsDenied() {
        RawServer server = server(request -> RawServer.response("200 OK", ""));

        assertFails(egress(LIMIT), get(server), Reason.DENIED);
    }

    @Test
    void httpIsRefusedWhereHttpsIsRequired() {
        RawServer server = server(request -> RawServer.response("200 OK", ""));
        Egress egress = egress(LIMIT, server);

        assertFails(egress, get(server).overHttpsOnly(), Reason.BAD_URL);
        assertThatThrownBy(() -> egress.check("http://example.org/", true)).hasMessageContaining("https://");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsFollowedWithoutSecretsToAnotherServer(int status) {
        RawServer target = server(request -> RawServer.response("200 OK", "there"));
        RawServer server = server(request -> request.startsWith("GET /page")
                ? RawServer.redirect(status, "/next")
                : RawServer.redirect(status, "http://127.0.0.1:" + target.port() + "/target"));

        EgressResponse response = send(
                egress(LIMIT, server, target),
                get(server).header("Accept", "text/html").header("X-Secret", "s3cret"));

        assertThat(textOf(response)).isEqualTo("there");
        assertThat(response.url()).hasToString("http://127.0.0.1:" + target.port() + "/target");
        assertThat(server.requests()).hasSize(2).allMatch(request -> request.contains("s3cret"));
        assertThat(target.requests().get(0)).contains("Accept: text/html").doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:%d/",
                "http://[::1]:%d/",
                "//127.0.0.2:%d/",
                "http://inside.example:%d/",
                "http://[::ffff:7f00:2]:%d/"
            })
    void redirectToAPrivateAddressIsDenied(String location) {
        RawServer inside = serverOn("127.0.0.2", request -> RawServer.response("200 OK", "inside"));
        RawServer server = server(request -> RawServer.redirect(302, String.format(location, inside.port())));
        names.answer("inside.example", "127.0.0.2");

        assertFails(egress(LIMIT, server, inside), get(server), Reason.DENIED);
        assertThat(inside.requests()).isEmpty();
    }

    @Test
    void redirectToAnotherPortIsDenied() {
        RawServer server = server(request -> RawServer.redirect(302, "http://127.0.0.1:22/"));

        assertFails(egress(LIMIT, server), get(server), Reason.DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "javascript:alert(1)", "http://2130706433/", "http://a@127.0.0.1/"})
    void redirectToSomethingElseIsRefused(String location) {
        RawServer server = server(request -> RawServer.redirect(301, location));

        assertFails(egress(LIMIT, server), get(server), Reason.BAD_URL);
    }

    @Test
    void endlessRedirectsEndAfterThree() {
        RawServer server = server(request -> RawServer.redirect(301, "/page?q=1"));

        assertFails(egress(LIMIT, server), get(server), Reason.REDIRECTS);
        assertThat(server.requests()).hasSize(4);
        assertClosed(server);
    }

    @Test
    void postIsNotRedirected() {
        RawServer server = server(request -> RawServer.redirect(307, "/elsewhere"));

        EgressResponse response = send(
                egress(LIMIT, server), EgressRequest.post("http://127.0.0.1:" + server.port() + "/", new byte[] {1}));

        assertThat(response.status()).isEqualTo(307);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void serverThatNeverAnswersTimesOut() {
        RawServer server = server(request -> Flux.never());

        assertFails(egress(SOON, server), get(server), Reason.TIMEOUT);
        assertClosed(server);
    }

    @Test
    void serverThatTricklesItsHeadTimesOut() {
        RawServer server = server(request -> Flux.concat(
                RawServer.text("HTTP/1.1 200 OK\r\nX: "),
                Flux.interval(Duration.ofMillis(20)).flatMap(tick -> RawServer.text("a"))));

        assertFails(egress(SOON, server), get(server), Reason.TIMEOUT);
        assertClosed(server);
    }

    @Test
    void serverThatTricklesItsBodyTimesOut() {
        RawServer server = server(request -> Flux.concat(
                RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
                Flux.interval(Duration.ofMillis(20)).flatMap(tick -> RawServer.text("a"))));

        assertFails(egress(SOON, server), get(server), Reason.TIMEOUT);
        assertClosed(server);
    }

    @Test
    void redirectsShareOneTimeLimit() {
        RawServer server =
                server(request -> RawServer.redirect(302, "/again").delaySubscription(Duration.ofMillis(250)));

        assertFails(egress(SOON, server), get(server), Reason.TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"101 Switching Protocols", "102 Processing", "103 Early Hints"})
    void endlessInterimResponsesAreMalformed(String status) {
        RawServer server = server(request -> Flux.interval(Duration.ofMillis(5))
                .onBackpressureDrop()
                .concatMap(tick -> RawServer.text("HTTP/1.1 " + status + "\r\nLink: </a>\r\n\r\n")));

        assertFails(egress(LIMIT, server), get(server), Reason.MALFORMED);
        assertClosed(server);
    }

    @Test
    void endlessContinuationsTimeOut() {
        RawServer server = server(request -> Flux.interval(Duration.ofMillis(5))
                .onBackpressureDrop()
                .concatMap(tick -> RawServer.text("HTTP/1.1 100 Continue\r\n\r\n")));

        assertFails(egress(SOON, server), get(server), Reason.TIMEOUT);
        assertClosed(server);
    }

    @Test
    void closedConnectionIsMalformed() {
        RawServer server =
                server(request -> RawServer.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly the beginning"));

        assertFails(egress(LIMIT, server), get(server), Reason.MALFORMED);
    }

    @Test
    void connectionThatIsClosedWithoutAResponseIsNotRetried() {
        RawServer server = server(request -> Flux.empty());

        assertThatThrownBy(() -> send(egress(LIMIT, server), get(server))).isInstanceOf(EgressException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "\r\n\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void otherProtocolIsMalformed(String text) {
        RawServer server = server(request -> RawServer.text(text));

        assertThatThrownBy(() -> send(egress(LIMIT, server), get(server))).isInstanceOf(EgressException.class);
    }

    @Test
    void floodOfHeadersIsMalformed() {
        RawServer server = server(request -> Flux.concat(
                RawServer.text("HTTP/1.1 200 OK\r\n"),
                Flux.range(0, 1_000_000)
                        .map(i -> ("X-" + i + ": " + "a".repeat(1000) + "\r\n").getBytes(StandardCharsets.UTF_8))));

        assertFails(egress(LIMIT, server), get(server), Reason.MALFORMED);
        assertClosed(server);
        assertThat(server.sent()).isLessThan(50L * KIB * KIB);
    }

    @Test
    void headersOfUsualSizeAreAccepted() {
        String headers = IntStream.range(0, 100)
                .mapToObj(i -> "X-" + i + ": " + "a".repeat(200))
                .collect(Collectors.joining("\r\n"));
        RawServer server = server(request -> RawServer.response("200 OK\r\n" + headers, "fine"));

        assertThat(textOf(send(egress(LIMIT, server), get(server)))).isEqualTo("fine");
    }

    @Test
    void endlessBodyIsCutAtTheLimit() {
        RawServer server = server(request -> Flux.concat(
                RawServer.text("HTTP/1.1 200 OK\r\n\r\n"),
                Flux.range(0, 100_000).map(i -> new byte[10 * KIB])));

        EgressResponse response = send(egress(LIMIT, server), get(server));

        assertThat(response.body()).hasSize(MAX_BODY);
        assertThat(response.cut()).isTrue();
        assertClosed(server);
        assertThat(server.sent()).isLessThan(100L * KIB * KIB);
    }

    @Test
    void bodyOfExactlyTheLimitIsNotCut() {
        RawServer server = server(request -> RawServer.response("200 OK", new byte[MAX_BODY]));

        EgressResponse response = send(egress(LIMIT, server), get(server));

        assertThat(response.body()).hasSize(MAX_BODY);
        assertThat(response.cut()).isFalse();
    }

    @Test
    void compressedBodyIsInflated() throws IOException {
        byte[] compressed = gzip("a page ".repeat(100).getBytes(StandardCharsets.UTF_8));
        RawServer server = server(request -> RawServer.response("200 OK\r\nContent-Encoding: gzip", compressed));

        assertThat(textOf(send(egress(LIMIT, server), get(server)))).isEqualTo("a page ".repeat(100));
    }

    @Test
    void gzipBombIsCutAtTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[50 * KIB * KIB]);
        assertThat(bomb).hasSizeLessThan(MAX_BODY);
        RawServer server = server(request -> RawServer.response("200 OK\r\nContent-Encoding: gzip", bomb));

        EgressResponse response = send(egress(LIMIT, server), get(server));

        assertThat(response.body()).hasSize(MAX_BODY);
        assertThat(response.cut()).isTrue();
    }

    @Test
    void longCompressedBodyIsInflatedAsFarAsItWasRead() throws IOException {
        byte[] random = new byte[3 * MAX_BODY];
        new Random(1).nextBytes(random);
        byte[] compressed = gzip(random);
        RawServer server = server(request -> RawServer.response("200 OK\r\nContent-Encoding: gzip", compressed));

        EgressResponse response = send(egress(LIMIT, server), get(server));

        assertThat(response.cut()).isTrue();
        assertThat(response.body()).hasSizeGreaterThan(MAX_BODY / 2);
        assertThat(random).startsWith(response.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "gzip, gzip", "deflate"})
    void bodyInAnotherEncodingIsMalformed(String coding) {
        RawServer server =
                server(request -> RawServer.response("200 OK\r\nContent-Encoding: " + coding, "not compressed"));

        assertFails(egress(LIMIT, server), get(server), Reason.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br"})
    void emptyBodyNeedsNoDecoding(String coding) {
        RawServer server = server(request -> RawServer.response("200 OK\r\nContent-Encoding: " + coding, ""));

        assertThat(send(egress(LIMIT, server), get(server)).status()).isEqualTo(200);
    }

    @Test
    void refusedConnectionIsUnreachable() {
        RawServer server = server(request -> Flux.empty());
        Egress egress = egress(LIMIT, server);
        server.close();

        assertFails(egress, get(server), Reason.UNREACHABLE);
    }

    @Test
    void cancellationClosesTheConnection() {
        RawServer server = server(request -> Flux.never());
        Egress egress = egress(LIMIT, server);

        Disposable running = egress.send(get(server)).subscribe();
        Awaitility.await().atMost(LIMIT).until(() -> !server.requests().isEmpty());
        running.dispose();

        assertClosed(server);
    }

    @Test
    void certificateMustBeForTheHost() {
        Certificate certificate = Certificate.make();
        RawServer server = secureServer(certificate, request -> RawServer.response("200 OK", "secure"));
        names.answer("localhost", "127.0.0.1").answer("other.example", "127.0.0.1");
        Egress egress = trusting(certificate, server);

        assertThat(textOf(send(egress, getSecure("localhost", server)))).isEqualTo("secure");
        assertFails(egress, getSecure("other.example", server), Reason.TLS);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void unknownCertificateIsRefused() {
        RawServer server = secureServer(Certificate.make(), request -> RawServer.response("200 OK", "secure"));
        names.answer("localhost", "127.0.0.1");

        assertFails(egress(LIMIT, server), getSecure("localhost", server), Reason.TLS);
    }

    @Test
    void secureConnectionIsCheckedBeforeTheHandshake() {
        Certificate certificate = Certificate.make();
        RawServer inside = RawServer.on("127.0.0.2", tcp -> tcp, request -> Flux.never());
        opened.add(inside);
        names.answer("localhost", "127.0.0.2");
        Egress egress =
                egress(LIMIT, new AddressPolicy(List.of("127.0.0.0/8")), client -> trust(client, certificate), inside);

        assertFails(egress, getSecure("localhost", inside), Reason.DENIED);
        assertThat(inside.requests()).isEmpty();
    }

    @Test
    void redirectFromHttpsToHttpIsDenied() {
        Certificate certificate = Certificate.make();
        RawServer plain = server(request -> RawServer.response("200 OK", "plain"));
        RawServer server =
                secureServer(certificate, request -> RawServer.redirect(302, "http://127.0.0.1:" + plain.port() + "/"));
        names.answer("localhost", "127.0.0.1");

        assertFails(trusting(certificate, server, plain), getSecure("localhost", server), Reason.DENIED);
        assertThat(plain.requests()).isEmpty();
    }

    private static EgressRequest getSecure(String host, RawServer server) {
        return EgressRequest.get("https://" + host + ":" + server.port() + "/", MAX_BODY);
    }

    private RawServer secureServer(Certificate certificate, Function<String, Flux<byte[]>> answer) {
        RawServer server =
                RawServer.on("127.0.0.1", tcp -> tcp.secure(tls -> tls.sslContext(own(certificate))), answer);
        opened.add(server);
        return server;
    }

    private static SslContext own(Certificate certificate) {
        try {
            return SslContextBuilder.forServer(
                            certificate.chain().toFile(), certificate.key().toFile())
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Egress trusting(Certificate certificate, RawServer... servers) {
        return egress(LIMIT, new AddressPolicy(List.of("127.0.0.1")), client -> trust(client, certificate), servers);
    }

    private static HttpClient trust(HttpClient client, Certificate certificate) {
        return client.secure(tls -> tls.sslContext(trustOf(certificate)));
    }

    private static SslContext trustOf(Certificate certificate) {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(certificate.chain().toFile())
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void manyRequestsAtTheSameTimeAreIndependent() {
        RawServer server = server(request -> RawServer.response("200 OK", "fine"));
        RawServer silent = server(request -> Flux.never());
        Egress egress = egress(Duration.ofSeconds(20), server, silent);

        Disposable waiting =
                Flux.range(0, 50).flatMap(i -> egress.send(get(silent)), 50).subscribe();
        List<EgressResponse> responses = Flux.range(0, 200)
                .flatMap(i -> egress.send(get(server)), 20)
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();

        assertThat(responses).hasSize(200).allMatch(EgressResponse::isOk);
        waiting.dispose();
        assertClosed(silent);
    }
}

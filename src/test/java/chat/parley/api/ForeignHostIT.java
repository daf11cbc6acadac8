package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RawSocket;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No part of a response is made from a host that a client made up, in whichever header it arrives. */
class ForeignHostIT {

    private static final String PUBLIC = "https://chat.example.org";
    private static final String FOREIGN = "evil.example";

    /** How a request names a foreign host; the arguments are its method and path. */
    private static final List<String> HEADS = List.of(
            "%s %s HTTP/1.1\r\nHost: evil.example\r\n",
            "%s %s HTTP/1.1\r\nHost: evil.example:8443\r\n",
            "%s %s HTTP/1.1\r\nHost: chat.example.org.evil.example\r\n",
            "%s http://evil.example%s HTTP/1.1\r\nHost: evil.example\r\n",
            "%s http://evil.example%s HTTP/1.1\r\nHost: chat.example.org\r\n",
            with("X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https"),
            with("X-Forwarded-Host: chat.example.org, evil.example"),
            with("X-Forwarded-Host: chat.example.org", "X-Forwarded-Host: evil.example"),
            with("X-Forwarded-Host: evil.example", "Origin: https://chat.example.org"),
            with("X-Forwarded-Prefix: //evil.example"),
            with("X-Forwarded-Prefix: /evil.example"),
            with("X-Forwarded-Server: evil.example", "X-Host: evil.example"),
            with("X-Original-Host: evil.example", "X-Original-URL: http://evil.example/"),
            with("X-Rewrite-URL: //evil.example/", "X-HTTP-Host-Override: evil.example"),
            with("Forwarded: for=192.0.2.1;host=evil.example;proto=https"),
            with("Referer: http://evil.example/", "Origin: http://evil.example"));

    /** Pages, redirects, resources and refusals. */
    private static final List<String> PAGES = List.of(
            "",
            "/",
            "/login",
            "/signup",
            "/settings",
            "/invite/none",
            "/reset/none",
            "/admin",
            "/api",
            "/api/",
            "/chat",
            "/chat/hall",
            "/chat/hall/1",
            "/favicon.ico",
            "/user/signup",
            "/accounts/login/",
            "/accounts/password_change",
            "/manifest.webmanifest",
            "/service-worker.js",
            "/actuator/health",
            "/ws",
            "/nothing",
            "//nothing",
            "/api/nothing",
            "/%2e%2e//nothing");

    private record Request(
            String method, String path, @Nullable Person person) {

        /** Returns the whole response. */
        String send(ParleyServer server, String base, String head) {
            String credentials = person == null
                    ? ""
                    : "Cookie: " + person.cookies() + "; __Host-XSRF-TOKEN=" + person.csrfToken() + "\r\nX-XSRF-TOKEN: "
                            + person.csrfToken() + "\r\n";
            String body = method.equals("GET") ? "" : "{}";
            try (RawSocket socket = RawSocket.connect(server.url())) {
                socket.send(head.formatted(method, base + path) + credentials
                        + "Content-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\nConnection: close\r\n\r\n" + body);
                return socket.readAll();
            }
        }
    }

    /** Trusting the peer as a proxy makes its headers count, which a client's own may have passed through. */
    @ParameterizedTest
    @CsvSource({",", PUBLIC + ",", ",127.0.0.1", PUBLIC + ",127.0.0.1"})
    void responsesContainNoForeignHost(@Nullable String publicUrl, @Nullable String proxies) {
        try (ParleyServer server = server(publicUrl, proxies, "/talk")) {
            Person admin = Person.signUp(server.url() + "/talk", "admin");
            Person.signUp(server.url() + "/talk", "other");
            List<Request> requests = requests(admin);

            for (String head : HEADS) {
                // A trusted proxy's prefix is a path of this site
                if (proxies == null || !head.contains("X-Forwarded-Prefix: /evil")) {
                    requests.forEach(request -> assertThat(
                                    request.send(server, "/talk", head).toLowerCase(Locale.ROOT))
                            .as("%s %s with %s", request.method(), request.path(), head)
                            .startsWith("http/1.1 ")
                            .doesNotContain(FOREIGN));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PUBLIC})
    void everyGeneratedLinkIsThisSites(String publicUrl) {
        try (ParleyServer server = server(publicUrl, null, "")) {
            Person admin = Person.signUp(server, "admin");
            Person.signUp(server, "other");
            List<String> paths = List.of(
                    "/api/rooms/" + admin.makeRoom("hall") + "/invites",
                    "/api/admin/invites",
                    "/api/admin/accounts/other/reset-link");

            // One of the heads has an Origin that confirms its Host
            String site = publicUrl.isEmpty() ? "(?:" + PUBLIC + ")?" : publicUrl;
            for (String head : HEADS) {
                for (String path : paths) {
                    assertThat(new Request("POST", path, admin).send(server, "", head))
                            .as("%s with %s", path, head)
                            .startsWith("HTTP/1.1 201")
                            .containsPattern("\"url\":\"" + site + "/(?:invite|reset)/");
                }
            }
        }
    }

    private static ParleyServer server(@Nullable String publicUrl, @Nullable String proxies, String base) {
        return ParleyServer.with()
                .property("parley.public-url", publicUrl == null ? "" : publicUrl)
                .property("parley.proxies.trusted", proxies == null ? "" : proxies)
                .property("spring.webflux.base-path", base)
                .start();
    }

    /** The pages, with and without a session, and every documented operation that leaves the session as it is. */
    private static List<Request> requests(Person admin) {
        String room = admin.makeRoom("hall");
        Stream<Request> pages = PAGES.stream()
                .flatMap(path -> Stream.of(new Request("GET", path, null), new Request("GET", path, admin)));
        Stream<Request> operations = new OpenApi()
                .operations().stream()
                        .filter(operation -> !operation.method().equals("delete"))
                        // Tells administrators under which host their request arrived
                        .filter(operation -> !operation.path().equals("/api/admin/doctor"))
                        .map(operation -> new Request(
                                operation.method().toUpperCase(Locale.ROOT),
                                operation
                                        .path()
                                        .replace("{room}", room)
                                        .replace("{username}", "other")
                                        .replaceAll("\\{[^}]+}", "1"),
                                admin));
        return Stream.concat(pages, operations).toList();
    }

    private static String with(String... headers) {
        return "%s %s HTTP/1.1\r\nHost: chat.example.org\r\n" + String.join("\r\n", headers) + "\r\n";
    }
}

package chat.parley.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagesIT {

    private static ParleyServer server;

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/signup", "/login", "/login?next=/chat/general", "/api", "/api/"})
    void publicPagesNeedNoSession(String path) {
        Answer page = page(Person.visiting(server.url()), path);

        page.expect(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Set-Cookie")).contains("XSRF-TOKEN=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat",
                "/chat/",
                "/chat/general",
                "/chat/general/",
                "/chat/GENERAL",
                "/chat/general/12",
                "/settings"
            })
    void chatPagesNeedASession(String path) {
        Answer stranger = page(Person.visiting(server.url()), path);
        assertThat(stranger.status()).isEqualTo(302);
        assertThat(stranger.header("Location")).startsWith("/login?next=%2F");

        page(somebody(), path).expect(200);
    }

    @Test
    void pageOfUnknownRoomIsNotFoundAndLoadsTheChat() {
        Answer page = page(somebody(), "/chat/no-such-room");

        page.expect(404);
        assertThat(page.text()).contains("<parley-chat>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/chat/100%",
                "/chat/100%25",
                "/chat/%",
                "/chat/%zz/",
                "/chat/%E0%A4",
                "/chat/a|b",
                "/chat/[x]",
                "/chat/{x}?y=100%",
                "/chat/\u00E9"
            })
    void unusualRoomPathsServeTheChatPage(String address) throws IOException {
        String answer = raw(somebody(), address);

        assertThat(answer).startsWith("HTTP/1.1 404").contains("<parley-chat>");
    }

    @Test
    void pageOfFormerRoomNameIsFound() {
        Person ann = somebody();
        String room = ann.makeRoom("before");
        ann.patch("/api/rooms/" + room, Map.of("name", "afterwards")).expect(200);

        page(somebody(), "/chat/before").expect(200);
    }

    /** Sends a raw request, because HTTP clients reject invalid URIs. */
    private static String raw(Person person, String address) throws IOException {
        URI site = URI.create(person.site());
        try (Socket socket = new Socket(site.getHost(), site.getPort())) {
            socket.setSoTimeout(20_000);
            String request = "GET " + address + " HTTP/1.1\r\nHost: " + site.getAuthority()
                    + "\r\nAccept: text/html\r\nCookie: " + person.cookies() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void pageOfPrivateRoomIsNotFoundForNonMembers() {
        somebody().makeRoom("hidden", "private");

        page(somebody(), "/chat/hidden").expect(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/user/signup/, /signup",
        "/accounts/login/, /login",
        "/accounts/login/?next=/chat/general/, /login?next=/chat/general/"
    })
    void addressesOfTheSeedsRedirect(String former, String now) {
        Answer answer = page(Person.visiting(server.url()), former);

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("Location")).isEqualTo(now);
    }

    @Test
    void defaultIconUrlRedirects() {
        Person visitor = Person.visiting(server.url());
        Answer icon = visitor.get(visitor.get("/favicon.ico").expect(302).header("Location"));

        assertThat(icon.expect(200).header("Content-Type")).startsWith("image/svg+xml");
    }

    @Test
    void pagesForbidInlineAndForeignContent() {
        for (String path : List.of("/", "/chat/general", "/chat/no-such-room", "/no-such-page")) {
            Answer page = page(somebody(), path);
            assertThat(page.header("Content-Security-Policy"))
                    .matches("default-src 'none'; script-src 'self'( 'sha256-[^']+')?; .*")
                    .contains("style-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.text()).doesNotContain("style=\"", "onclick=", "http://", "https://", "{{");
        }
    }

    /** A browser applies the headers of a 304 to its cached page. */
    @Test
    void unchangedPageIsNotModifiedButCarriesItsPolicy() {
        Person person = somebody();
        Answer first = page(person, "/chat");

        Answer again = person.send(
                person.request("/chat").setHeader("Accept", "text/html").header("If-None-Match", first.header("ETag")));

        again.expect(304);
        assertThat(again.header("Content-Security-Policy")).isEqualTo(first.header("Content-Security-Policy"));
        assertThat(again.header("Cache-Control")).isEqualTo(first.header("Cache-Control"));
    }

    @Test
    void allAssetsOfAPageAreCachedForEver() {
        String page = page(somebody(), "/chat").text();
        List<String> urls = assets(page);
        assertThat(urls).anyMatch(url -> url.endsWith(".js")).anyMatch(url -> url.endsWith(".css"));
        Person visitor = Person.visiting(server.url());

        for (String url : urls) {
            Answer asset = visitor.get(url).expect(200);
            assertThat(asset.header("Cache-Control")).contains("max-age=31536000", "immutable");
            Answer again = visitor.send(visitor.request(url).header("If-None-Match", asset.header("ETag")));
            again.expect(304);
            assertThat(again.header("Cache-Control")).contains("immutable");
        }
    }

    @Test
    void iconsOfTheManifestExist() {
        Person visitor = Person.visiting(server.url());
        assertThat(page(visitor, "/").text()).contains("<link rel=\"manifest\" href=\"manifest.webmanifest\">");

        Answer manifest = visitor.get("/manifest.webmanifest").expect(200);

        assertThat(manifest.header("Content-Type")).startsWith("application/manifest+json");
        assertThat(manifest.header("Cache-Control")).isEqualTo("no-cache");
        List<String> icons = assets(manifest.text());
        assertThat(icons).hasSize(3);
        for (String icon : icons) {
            assertThat(visitor.get(icon).expect(200).header("Content-Type")).isEqualTo("image/png");
        }
    }

    @Test
    void serviceWorkerListsAllAssetsAndIsRevalidated() {
        Person visitor = Person.visiting(server.url());
        List<String> expected = new ArrayList<>(assets(page(somebody(), "/chat").text()));
        assets(visitor.get("/manifest.webmanifest").text()).stream()
                .filter(icon -> icon.contains("icon-192"))
                .forEach(expected::add); // of notifications

        Answer worker = visitor.get("/service-worker.js").expect(200);

        assertThat(worker.header("Content-Type")).startsWith("text/javascript");
        assertThat(worker.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(worker.header("Content-Security-Policy"))
                .isEqualTo("default-src 'none'; script-src 'self'; connect-src 'self'");
        assertThat(assets(worker.text())).containsExactlyInAnyOrderElementsOf(expected);
        visitor.send(visitor.request("/service-worker.js").header("If-None-Match", worker.header("ETag")))
                .expect(304);
    }

    @Test
    void scriptsAreCompressedIfAccepted() {
        Person visitor = Person.visiting(server.url());

        Answer script = visitor.send(visitor.request("/static/model/room.js").header("Accept-Encoding", "gzip, br"));

        script.expect(200);
        assertThat(script.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(script.header("Content-Type")).startsWith("text/javascript");
        assertThat(script.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(visitor.get("/static/model/room.js").text()).contains("export class Room");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/",
                "/static/pages/chat.html",
                "/static/app/service-worker.js",
                "/static/../application.yaml",
                "/static/%2e%2e/x.js"
            })
    void otherFilesAreNotServed(String path) {
        assertThat(Person.visiting(server.url()).get(path).status()).isIn(400, 404);
    }

    @Test
    void missingResourcesHaveAPageOrAProblem() {
        Person visitor = Person.visiting(server.url());

        assertThat(page(visitor, "/no/such/page").expect(404).text()).contains("Page not found");
        assertThat(visitor.get("/no/such/page").expect(404).header("Content-Type"))
                .startsWith("application/problem+json");
    }

    @Test
    void linksIncludeTheProxyPrefix() {
        try (ParleyServer behind = ParleyServer.with()
                .property("server.forward-headers-strategy", "framework")
                .start()) {
            Person visitor = Person.visiting(behind.url());
            Answer page = visitor.send(
                    visitor.request("/").setHeader("Accept", "text/html").header("X-Forwarded-Prefix", "/talk"));
            assertThat(page.text()).contains("<base href=\"/talk/\">");
        }
    }

    /** Returns the hashed names in a text. */
    private static List<String> assets(String text) {
        return Pattern.compile("\\.?/?(static/[^\"]+\\.[0-9a-f]{16}\\.\\w+)")
                .matcher(text)
                .results()
                .map((MatchResult found) -> "/" + found.group(1))
                .distinct()
                .toList();
    }

    private static Answer page(Person person, String path) {
        return person.send(person.request(path).setHeader("Accept", "text/html"));
    }

    private static Person somebody() {
        return Person.signUp(server, "somebody" + System.nanoTime() % 1_000_000_000);
    }
}

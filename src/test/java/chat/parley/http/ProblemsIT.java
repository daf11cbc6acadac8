package chat.parley.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsIT {

    private static final ParleyServer server = ParleyServer.start();
    private static final Person member = Person.signUp(server, "member");

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void unknownRouteIsNotFound() {
        Answer answer = member.get("/api/nowhere").expect(404);

        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().propertyNames()).containsExactly("type", "title", "status", "detail", "code");
        assertThat(answer.json().path("status").asInt()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not_found");
    }

    @Test
    void wrongMethodDiffersFromWrongPath() {
        Answer answer = member.put("/api/session", "{}").expect(405);

        assertThat(answer.code()).isEqualTo("method_not_allowed");
        assertThat(answer.header("Allow").split(",")).containsExactlyInAnyOrder("GET", "POST", "DELETE");
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE, /api/session",
        "TRACE, /login",
        "TRACE, /chat/general",
        "TRACE, /",
        "TRACE, /ws",
        "TRACE, /actuator/health",
        "OPTIONS, /login",
        "PROPFIND, /api/rooms",
        "SPELL, /login",
        "get, /login",
        "DELETE, /ws",
        "POST, /actuator/health"
    })
    void unsupportedMethodIsAnsweredWithTheAllowedOnes(String method, String path) {
        Answer answer = member.send(member.request(path)
                .header("X-XSRF-TOKEN", member.csrfToken())
                .method(method, BodyPublishers.noBody()));

        assertThat(answer.expect(405).header("Allow").split(","))
                .contains("GET")
                .doesNotContain(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/a%00b", "/api/a;b=c", "/api//rooms", "/api/%2e%2e/rooms", "/api/a%2Fb", "/api/a%0Ab"})
    void ambiguousPathIsMalformed(String path) {
        Answer answer = member.get(path).expect(400);

        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo("malformed");
    }

    @Test
    void requestsWithoutASessionDoNotRevealRoutes() {
        Person visitor = Person.visiting(server.url());

        assertThat(visitor.get("/api/nowhere").expect(401).code()).isEqualTo("not_signed_in");
        assertThat(visitor.put("/api/account/password", "{}").expect(401).code())
                .isEqualTo("not_signed_in");
        assertThat(visitor.get("/ws").expect(401).code()).isEqualTo("not_signed_in");
        assertThat(visitor.get("/ws/chat/general/").expect(401).code()).isEqualTo("not_signed_in");
        assertThat(visitor.get("/actuator/env").expect(401).code()).isEqualTo("not_signed_in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]", "\"text\"", "{\"username\":\"a\"} and more", "\u0000", "{'a':1}"})
    void bodyThatIsNotAJsonObjectIsMalformed(String body) {
        assertThat(member.post("/api/session", body).expect(400).code()).isEqualTo("malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"a\",\"name\":\"a\"}",
                "{\"name\":\"a\",\"n\\u0061me\":\"b\"}",
                "{\"name\":\"a\",\"unknown\":1,\"unknown\":2}",
                "{\"name\":\"a\",\"unknown\":{\"deep\":[{\"x\":1,\"x\":2}]}}"
            })
    void bodyWithDuplicateKeysIsMalformed(String body) {
        for (String path : List.of("/api/rooms", "/api/session", "/api/rooms/direct", "/api/accounts")) {
            assertThat(member.post(path, body).expect(400).code()).as(path).isEqualTo("malformed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.5", "true", "[]", "[\"a\"]", "{}", "{\"a\":1}"})
    void fieldOfWrongTypeIsNamed(String value) {
        Answer answer = member.post("/api/session", "{\"password\":\"x\",\"username\":" + value + "}")
                .expect(400);

        assertThat(answer.code()).isEqualTo("invalid");
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("username");
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("wrong_type");
    }

    @Test
    void unknownFieldsAreIgnored() {
        String body =
                "{\"username\":\"member\",\"password\":\"" + Person.PASSWORD + "\",\"admin\":true,\"x\":{\"y\":[]}}";

        Person.visiting(server.url()).post("/api/session", body).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "*/*",
                "application/*",
                "application/*+json",
                "application/problem+json",
                "application/x-ndjson",
                "application/cbor",
                "text/json",
                "application/json;charset=utf-16",
                "application/json;charset=\"iso-8859-1\"",
                "application/json;charset=utf-8;q=1",
                "application/json;profile=x",
                "application/json, text/plain"
            })
    void otherMediaTypesAreUnsupported(String type) {
        Answer answer =
                member.send(post("{\"username\":\"a\",\"password\":\"b\"}").header("Content-Type", type));

        assertThat(answer.expect(415).code()).isEqualTo("unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", ";", "application/json;charset=bogus", "json", "/"})
    void malformedMediaTypeIsUnsupported(String type) {
        Answer answer =
                member.send(post("{\"username\":\"a\",\"password\":\"b\"}").header("Content-Type", type));

        assertThat(answer.expect(415).code()).isEqualTo("unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "application/json;;;",
                "application/json; ; charset=utf-8",
                "application/json ; Charset=\"utf-8\""
            })
    void jsonInUtf8IsAccepted(String type) {
        Answer answer =
                member.send(post("{\"username\":\"a\",\"password\":\"b\"}").header("Content-Type", type));

        assertThat(answer.code()).isEqualTo("bad_credentials");
    }

    static Stream<String> unreadableAccepts() {
        return Stream.of(
                ",,,,",
                "*/*;q=x",
                "*/*;q=2",
                "/",
                "json",
                "*/json",
                ";;;",
                "\"",
                "a/b;c",
                "x".repeat(7000),
                "a/b,".repeat(1700));
    }

    @ParameterizedTest
    @MethodSource("unreadableAccepts")
    void malformedAcceptHeaderIsIgnored(String accept) {
        for (String path :
                List.of("/actuator/health", "/api/session", "/api/rooms", "/api/openapi.json", "/", "/login")) {
            assertThat(member.send(member.request(path).header("Accept", accept))
                            .status())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(member.send(member.request("/api/nowhere").header("Accept", accept))
                        .expect(404)
                        .code())
                .isEqualTo("not_found");
    }

    /** NUL in two bytes, a slash in three, an unpaired surrogate, a code point beyond Unicode. */
    @ParameterizedTest
    @ValueSource(strings = {"C080", "E080AF", "EDA080", "F4908080", "C3"})
    void overlongUtf8IsMalformed(String bytes) {
        byte[] wrong = HexFormat.of().parseHex(bytes);
        byte[] start = "{\"password\":\"b\",\"username\":\"a".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\"}".getBytes(StandardCharsets.US_ASCII);

        Answer answer = member.send(member.request("/api/session")
                .header("X-XSRF-TOKEN", member.csrfToken())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArrays(List.of(start, wrong, end))));

        assertThat(answer.expect(400).code()).isEqualTo("malformed");
    }

    @Test
    void missingMediaTypeIsUnsupported() {
        assertThat(member.send(post("{}")).expect(415).code()).isEqualTo("unsupported_media_type");
    }

    @Test
    void invalidUtf8IsMalformed() {
        byte[] body = "{\"username\":\"?\",\"password\":\"b\"}".getBytes(StandardCharsets.US_ASCII);
        body[13] = (byte) 0xff;

        Answer answer = member.send(member.request("/api/session")
                .header("X-XSRF-TOKEN", member.csrfToken())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.expect(400).code()).isEqualTo("malformed");
    }

    @ParameterizedTest
    @ValueSource(ints = {65 * 1024, 20 * 1024 * 1024})
    void overlongBodyIsRefused(int length) {
        Answer answer = member.post("/api/session", "{\"username\":\"" + "x".repeat(length) + "\"}");

        assertThat(answer.expect(413).code()).isEqualTo("body_too_long");
        member.get("/api/session").expect(200);
    }

    @Test
    void deeplyNestedJsonIsMalformed() {
        Answer answer = member.post("/api/session", "{\"x\":" + "[".repeat(60_000));

        assertThat(answer.expect(400).code()).isEqualTo("malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "/chat,/login?next=%2Fchat",
        "/chat/,/login?next=%2Fchat%2F",
        "/chat/caf%C3%A9?at=7&x=y,/login?next=%2Fchat%2Fcaf%25C3%25A9%3Fat%3D7%26x%3Dy",
        "/settings,/login?next=%2Fsettings",
        "/admin,/login?next=%2Fadmin"
    })
    void protectedPagesRedirectToTheLogInAndBack(String path, String location) {
        Answer answer = page(Person.visiting(server.url()), path).expect(302);

        assertThat(answer.header("Location")).isEqualTo(location);
    }

    @Test
    void administrationRequiresAnAdministrator() {
        Person other = Person.signUp(server, "other");

        assertThat(other.get("/api/admin/accounts").expect(403).code()).isEqualTo("forbidden");
        page(other, "/admin").expect(403);
    }

    @Test
    void missingPageIsAnsweredWithHtml() {
        Answer answer = page(Person.visiting(server.url()), "/nowhere").expect(404);

        assertThat(answer.header("Content-Type")).startsWith("text/");
    }

    @Test
    void everyResponseHasSecurityHeaders() {
        Answer answer = Person.visiting(server.url()).get("/api/session");

        assertHasSecurityHeaders(answer);
        assertThat(answer.response().headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("SESSION"));
    }

    @Test
    void everyRefusedHandshakeHasSecurityHeaders() {
        Person visitor = Person.visiting(server.url());
        assertHasSecurityHeaders(visitor.get("/ws").expect(401));
        assertHasSecurityHeaders(visitor.get("/ws/chat/general/").expect(401));
        assertHasSecurityHeaders(member.send(member.request("/ws").header("Origin", "https://elsewhere.example"))
                .expect(403));
        assertHasSecurityHeaders(member.send(member.request("/ws").header("Origin", server.url()))
                .expect(400));
        assertHasSecurityHeaders(member.get("/ws/nowhere").expect(404));
    }

    @Test
    void malformedPathIsRefusedWithSecurityHeaders() {
        assertHasSecurityHeaders(member.get("/api/a;b=c").expect(400));
    }

    private static void assertHasSecurityHeaders(Answer answer) {
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo(ContentPolicy.NOTHING);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Strict-Transport-Security")).isEmpty();
    }

    private static Answer page(Person person, String path) {
        return person.send(HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
    }

    private static HttpRequest.Builder post(String body) {
        return member.request("/api/session")
                .header("X-XSRF-TOKEN", member.csrfToken())
                .POST(BodyPublishers.ofString(body));
    }
}

package chat.parley.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Json;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Programs act for an account with a token, within its scopes. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class TokensIT {

    private final Person ann;
    private final String room;

    TokensIT(SharedServer server) {
        ann = server.someone("ann");
        room = ann.makeRoom(SharedServer.unique("bots"));
    }

    private JsonNode create(String... scopes) {
        return ann.post("/api/account/tokens", Map.of("name", "A bot", "scopes", List.of(scopes)))
                .expect(201)
                .json();
    }

    /** Sends a request of a program without cookies. */
    private Answer call(JsonNode token, String method, String path, Object body) {
        Person program = Person.visiting(ann.site());
        return program.send(program.request(path)
                .header("Authorization", "Bearer " + token.path("token").asString())
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(Json.write(body))));
    }

    private Answer get(JsonNode token, String path) {
        return call(token, "GET", path, Map.of());
    }

    private Answer post(JsonNode token, String text) {
        return call(token, "POST", "/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", text));
    }

    private Connection connect(JsonNode token) {
        Connection socket = Person.visiting(ann.site())
                .connect(
                        "/ws",
                        "parley.v1",
                        headers -> headers.header(
                                "Authorization", "Bearer " + token.path("token").asString()));
        socket.awaitType("welcome");
        return socket;
    }

    @Test
    void tokenReadsAndWritesWithoutCookieAndCsrfToken() {
        JsonNode token = create("read", "write");

        assertThat(get(token, "/api/account")
                        .expect(200)
                        .json()
                        .path("username")
                        .asString())
                .isEqualTo(ann.username());
        assertThat(post(token, "I am a bot").expect(201).json().path("author").asString())
                .isEqualTo(ann.username());
        get(token, "/api/rooms/" + room + "/messages").expect(200);
    }

    @Test
    void scopesAreIndependent() {
        JsonNode reads = create("read");
        JsonNode writes = create("write");
        JsonNode manages = create("manage");

        assertThat(post(reads, "no").expect(403).code()).isEqualTo("insufficient_scope");
        post(writes, "yes").expect(201);
        get(writes, "/api/rooms").expect(403);
        call(reads, "PUT", "/api/rooms/" + room + "/read", Map.of("seq", 1)).expect(204);
        call(reads, "POST", "/api/rooms", Map.of("name", SharedServer.unique("x")))
                .expect(403);
        call(manages, "POST", "/api/rooms", Map.of("name", SharedServer.unique("x")))
                .expect(201);
    }

    @Test
    void tokenThatMayOnlyWriteIsNotShownTheMessageOfItsReminder() {
        ann.say(room, "a secret");
        JsonNode token = create("write");
        Map<String, Object> form =
                Map.of("nonce", Person.nonce(), "text", "", "delay_ms", 3_600_000, "room", room, "seq", 1);

        assertThat(call(token, "POST", "/api/reminders", form)
                        .expect(201)
                        .json()
                        .toString())
                .doesNotContain("a secret");
        assertThat(call(token, "POST", "/api/reminders", form)
                        .expect(200)
                        .json()
                        .toString())
                .doesNotContain("a secret");
    }

    @Test
    void scopesOfFilesPermitNothingElse() {
        JsonNode uploads = create("files:write");
        JsonNode downloads = create("files:read");
        String nonce = "/api/rooms/" + room + "/files/" + Person.nonce();

        JsonNode file = call(uploads, "PUT", nonce, "log").expect(201).json();
        String path = "/api/files/" + file.path("id").asString();

        assertThat(get(downloads, path).expect(200).text()).isEqualTo("\"log\"");
        get(create("read"), path).expect(200);
        call(create("write"), "PUT", nonce, "log").expect(201);
        assertThat(get(uploads, path).expect(403).code()).isEqualTo("insufficient_scope");
        call(downloads, "PUT", nonce, "log").expect(403);
        post(uploads, "no").expect(403);
        get(downloads, "/api/rooms/" + room + "/messages").expect(403);
    }

    @Test
    void tokensCannotUseAccountAndAdministrationRoutes() {
        JsonNode token = create("read", "write", "manage");

        get(token, "/api/account/tokens").expect(403);
        get(token, "/api/account/sessions").expect(403);
        get(token, "/api/admin/accounts").expect(403);
        call(token, "POST", "/api/account/tokens", Map.of("name", "More", "scopes", List.of("read")))
                .expect(403);
        call(token, "PUT", "/api/account/password", Map.of("current", Person.PASSWORD, "replacement", "another one"))
                .expect(403);
        call(token, "PATCH", "/api/account", Map.of("display_name", "Robot")).expect(403);
    }

    @Test
    void socketAcceptsTokenWithoutOriginAndEnforcesScopes() {
        try (Connection bot = connect(create("read", "write"))) {
            bot.open(room);
            bot.post(room, "from a socket");
            bot.awaitText(room, "from a socket");
        }
        try (Connection reader = connect(create("read"))) {
            reader.open(room);
            assertThat(reader.ask("type", "post", "room", room, "nonce", Person.nonce(), "text", "no")
                            .path("code")
                            .asString())
                    .isEqualTo("insufficient_scope");
        }
    }

    @Test
    void revokedTokenIsInvalidAndItsSocketsClose() {
        JsonNode token = create("read");
        try (Connection bot = connect(token)) {
            ann.delete("/api/account/tokens/" + token.path("id").asLong()).expect(204);

            assertThat(bot.awaitClose()).isEqualTo(4501);
        }
        get(token, "/api/rooms").expect(401);
        assertThatThrownBy(() -> connect(token)).isInstanceOf(Connection.Refused.class);
        ann.delete("/api/account/tokens/" + token.path("id").asLong()).expect(404);
    }

    @Test
    void tokenIsShownOnceAndItsUseIsRecorded() {
        JsonNode token = create("read");
        get(token, "/api/account").expect(200);

        JsonNode listed =
                ann.get("/api/account/tokens").expect(200).json().path("tokens").get(0);

        assertThat(listed.has("token")).isFalse();
        assertThat(listed.path("name").asString()).isEqualTo("A bot");
        assertThat(listed.path("last_used_at").isNull()).isFalse();
        assertThat(token.path("token").asString()).startsWith("parley_");
    }

    @Test
    void foreignAndInvalidTokenIdsAreNotFound() {
        JsonNode token = create("read");
        Person bob = Person.signUp(ann.site(), SharedServer.unique("bob"));

        bob.delete("/api/account/tokens/" + token.path("id").asLong()).expect(404);
        bob.delete("/api/account/tokens/x").expect(404);
        ann.post("/api/account/tokens", Map.of("name", "x")).expect(400);
        ann.post("/api/account/tokens", Map.of("name", "x", "scopes", List.of("everything")))
                .expect(400);
        ann.post("/api/account/tokens", Map.of("name", " ", "scopes", List.of("read")))
                .expect(400);
        ann.post("/api/account/tokens", Map.of("name", "x", "scopes", List.of("read"), "expires_in_seconds", 0))
                .expect(400);
    }

    @Test
    void invalidTokenIsRefusedEvenWithAValidCookie() {
        Answer answer = ann.send(ann.request("/api/rooms").header("Authorization", "Bearer nonsense"));

        assertThat(answer.status()).isEqualTo(401);
    }

    /** The answers of the routes that change messages hold nothing that a token may not read. */
    @Test
    void tokenThatMayOnlyWriteReadsNoMessage() {
        JsonNode token = create("write");
        String message = "/api/rooms/" + room + "/messages/"
                + ann.say(room, "confidential").path("seq").asLong();

        List<Answer> answers = List.of(
                call(token, "PUT", message + "/reactions/%F0%9F%91%8D", Map.of()),
                call(token, "DELETE", message + "/reactions/%F0%9F%91%8D", Map.of()),
                call(token, "PUT", message + "/pin", Map.of()),
                call(token, "DELETE", message + "/pin", Map.of()),
                call(token, "PATCH", message, Map.of("files", List.of())),
                call(token, "PUT", message + "/saved", Map.of()));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.text()).doesNotContain("confidential"));
        assertThat(answers.get(0).expect(200).json().path("reactions")).hasSize(1);
        assertThat(ann.get("/api/rooms/" + room + "/messages").expect(200).text())
                .contains("confidential");
    }
}

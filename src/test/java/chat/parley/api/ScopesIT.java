package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The permissions of an API token depend on the route alone, no matter which rooms, accounts and links the path names. */
class ScopesIT {

    private static final List<String> SCOPES = List.of("read", "write", "manage", "files:read", "files:write");
    /** Names of accounts and rooms that look like parts of paths. */
    private static final List<String> NAMES =
            List.of("read", "messages", "members", "rooms", "invites", "search", "account");

    private static final Map<String, String> TOKENS = new TreeMap<>();
    private static ParleyServer server;
    private static Person owner;
    private static Person program;
    private static String room;

    private final OpenApi http = new OpenApi();

    @BeforeAll
    static void start() {
        server = ParleyServer.start();
        owner = Person.signUp(server, "owner");
        program = Person.visiting(server.url());
        room = owner.makeRoom("own");
        for (String name : NAMES) {
            Person.signUp(server, name).join(room).makeRoom(name);
        }
        for (String scope : SCOPES) {
            TOKENS.put(
                    scope,
                    owner.post("/api/account/tokens", Map.of("name", scope, "scopes", List.of(scope)))
                            .expect(201)
                            .json()
                            .path("token")
                            .asString());
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "messages", "members", "rooms", "invites", "search", "account", "0"})
    void requiredScopeDependsOnTheRouteAndNotOnNamesInThePath(String word) {
        for (OpenApi.Operation operation : http.operations()) {
            List<String> allowed = allowed(operation);
            TOKENS.keySet().forEach(scope -> {
                Answer answer = send(scope, operation.method(), operation.path().replaceAll("\\{[^}]+}", word), "{}");
                boolean refused = answer.status() == 403 && answer.code().matches("insufficient_scope|forbidden");
                assertThat(refused)
                        .as("%s with %s in its path, by %s: %s", operation.name(), word, scope, answer.text())
                        .isNotEqualTo(allowed.contains(scope));
            });
        }
    }

    @Test
    void memberNamedLikeAPathCannotBePromotedWithoutTheScope() {
        for (String name : NAMES) {
            String path = "/api/rooms/" + room + "/members/" + name;
            for (String scope : List.of("read", "write")) {
                Answer answer = send(scope, "PUT", path, "{\"role\":\"owner\"}");
                assertThat(answer.expect(403).code()).isEqualTo("insufficient_scope");
                send(scope, "DELETE", path, "").expect(403);
                send(scope, "PUT", path.replace("members", "bans"), "{}").expect(403);
            }
            assertThat(owner.get(path).expect(200).json().path("role").asString())
                    .isEqualTo("member");
        }
    }

    @Test
    void unknownPathsAreClosedToTokens() {
        for (String path :
                List.of("/api/rooms/0/nothing/read", "/api/rooms/0/x/messages", "/wsx", "/actuator/health")) {
            assertThat(send("read", "GET", path, "").expect(403).code())
                    .as(path)
                    .isEqualTo("insufficient_scope");
        }
    }

    @Test
    void publicRoutesAreOpenToEveryToken() {
        for (String scope : SCOPES) {
            send(scope, "GET", "/api/openapi.json", "").expect(200);
            send(scope, "GET", "/api/asyncapi.json", "").expect(200);
            assertThat(send(scope, "GET", "/api/invites/none", "").expect(404).code())
                    .isEqualTo("invite_invalid");
        }
    }

    @Test
    void sessionNamesTheTokensAccountAndScopes() {
        for (String scope : SCOPES) {
            JsonNode session =
                    send(scope, "GET", "/api/session", "").expect(200).json();
            assertThat(session.at("/account/username").asString()).isEqualTo("owner");
            assertThat(session.path("scopes").valueStream().map(JsonNode::asString))
                    .containsExactly(scope);
        }
        assertThat(owner.get("/api/session").json().path("scopes").isNull()).isTrue();
        assertThat(send("read", "POST", "/api/session", "{}").expect(403).code())
                .isEqualTo("insufficient_scope");
    }

    private List<String> allowed(OpenApi.Operation operation) {
        JsonNode own = operation.description().path("security");
        JsonNode all = Documents.read(Documents.HTTP).path("security");
        return (own.isMissingNode() ? all : own)
                .valueStream()
                .filter(names -> names.has("token"))
                .flatMap(names -> names.path("token").isEmpty()
                        ? SCOPES.stream()
                        : names.path("token").valueStream().map(JsonNode::asString))
                .toList();
    }

    private static Answer send(String scope, String method, String path, String body) {
        return program.send(program.request(path)
                .header("Authorization", "Bearer " + Objects.requireNonNull(TOKENS.get(scope)))
                .header("Content-Type", "application/json")
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString(body)));
    }
}

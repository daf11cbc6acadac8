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

/** What an API token may do follows from the route alone, whatever rooms, accounts and links are named. */
class ScopesIT {

    private static final List<String> SCOPES = List.of("read", "write", "manage");
    /** Accounts and rooms that are named like parts of paths. */
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
    void everyRouteAsksForItsOwnScopeWhateverThePathNames(String word) {
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
    void pathsThatNoRouteServesAreClosedToTokens() {
        for (String path :
                List.of("/api/rooms/0/nothing/read", "/api/rooms/0/x/messages", "/wsx", "/actuator/health")) {
            assertThat(send("read", "GET", path, "").expect(403).code())
                    .as(path)
                    .isEqualTo("insufficient_scope");
        }
    }

    private List<String> allowed(OpenApi.Operation operation) {
        JsonNode own = operation.description().path("security");
        JsonNode all = Documents.read(Documents.HTTP).path("security");
        return (own.isMissingNode() ? all : own)
                .valueStream()
                .flatMap(names -> names.path("token").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private static Answer send(String scope, String method, String path, String body) {
        return program.send(program.request(path)
                .header("Authorization", "Bearer " + Objects.requireNonNull(TOKENS.get(scope)))
                .header("Content-Type", "application/json")
                .method(method.toUpperCase(Locale.ROOT), BodyPublishers.ofString(body)));
    }
}

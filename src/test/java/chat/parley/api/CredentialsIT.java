package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the documents say of credentials: what is for everybody, and what a token is good for. */
class CredentialsIT {

    private static final List<String> SCOPES = List.of("read", "write", "manage");

    private final OpenApi http = new OpenApi();

    @Test
    void onlyWhatTakesNoSessionIsForEverybody() {
        Person visitor = Person.visiting(SharedServer.H2.server().url());
        visitor.csrfToken();
        for (OpenApi.Operation operation : http.operations()) {
            boolean open = securities(operation).stream().noneMatch(names -> names.has("session"))
                    || securities(operation).stream().anyMatch(JsonNode::isEmpty);
            Answer answer = visitor.send(request(visitor, operation).header("X-XSRF-TOKEN", visitor.csrfToken()));
            assertThat(answer.status() == 401 && answer.code().equals("not_signed_in"))
                    .as("%s: %s", operation.name(), answer.text())
                    .isNotEqualTo(open);
        }
    }

    @Test
    void aTokenIsGoodForWhatTheDocumentSays() {
        Person owner = SharedServer.H2.someone("owner");
        Map<String, String> tokens = new TreeMap<>();
        for (String scope : SCOPES) {
            tokens.put(
                    scope,
                    owner.post("/api/account/tokens", Map.of("name", scope, "scopes", List.of(scope)))
                            .expect(201)
                            .json()
                            .path("token")
                            .asString());
        }
        for (OpenApi.Operation operation : http.operations()) {
            List<String> allowed = securities(operation).stream()
                    .flatMap(names -> names.path("token").valueStream())
                    .map(JsonNode::asString)
                    .toList();
            tokens.forEach((scope, token) -> {
                Answer answer = owner.send(request(owner, operation).header("Authorization", "Bearer " + token));
                assertThat(answer.status() == 403 && answer.code().matches("insufficient_scope|forbidden"))
                        .as("%s with %s: %s", operation.name(), scope, answer.text())
                        .isNotEqualTo(allowed.contains(scope));
            });
        }
    }

    private List<JsonNode> securities(OpenApi.Operation operation) {
        JsonNode own = operation.description().path("security");
        return (own.isMissingNode() ? Documents.read(Documents.HTTP).path("security") : own)
                .valueStream()
                .toList();
    }

    /** Nothing that such a request names exists. */
    private static HttpRequest.Builder request(Person person, OpenApi.Operation operation) {
        String path = operation.path().replaceAll("\\{[^}]+}", "0");
        return person.request(path)
                .header("Content-Type", "application/json")
                .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString("{}"));
    }
}

package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Routes require the credentials that the documents state. */
class CredentialsIT {

    private final OpenApi http = new OpenApi();

    @Test
    void onlyRoutesDocumentedAsOpenNeedNoSession() {
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

    private List<JsonNode> securities(OpenApi.Operation operation) {
        JsonNode own = operation.description().path("security");
        return (own.isMissingNode() ? Documents.read(Documents.HTTP).path("security") : own)
                .valueStream()
                .toList();
    }

    /** A request whose parameters name nothing that exists. */
    private static HttpRequest.Builder request(Person person, OpenApi.Operation operation) {
        String path = operation.path().replaceAll("\\{[^}]+}", "0");
        return person.request(path)
                .header("Content-Type", "application/json")
                .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString("{}"));
    }
}

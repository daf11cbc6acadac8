package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document, and a check of real answers against it. */
final class OpenApi {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** For bodies that are files. */
    private static final String BYTES = "*/*";

    private final JsonNode document = Documents.read(Documents.HTTP);
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> succeeded = new TreeSet<>();

    OpenApi() {
        document.path("paths")
                .propertyStream()
                .forEach(path -> path.getValue()
                        .propertyStream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry ->
                                operations.add(new Operation(entry.getKey(), path.getKey(), entry.getValue()))));
        operations.sort(Comparator.comparing(Operation::pattern));
    }

    List<Operation> operations() {
        return operations;
    }

    /** The names of the operations that have succeeded. */
    Set<String> succeeded() {
        return succeeded;
    }

    /** Fails unless the document allows this answer to this request. */
    void check(Answer answer, @Nullable JsonNode body) {
        HttpRequest request = answer.response().request();
        Operation operation =
                find(request).orElseThrow(() -> new AssertionError("The document does not have " + request));
        checkQuery(operation, request.uri().getRawQuery());
        int status = answer.status();
        String pointer = operation.response(status);
        JsonNode response = document.at(pointer);
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(answer.text()).as("%s", request).isEmpty();
        } else {
            if (content.has(BYTES) && answer.status() < 400) {
                succeeded.add(operation.name());
                return;
            }
            String type = answer.header("Content-Type").replaceFirst(";.*", "");
            assertThat(content.propertyNames()).as("%s", request).contains(type);
            assertThat(Documents.faults(
                            Documents.HTTP, pointer + Documents.pointer("content", type, "schema"), answer.json()))
                    .as("%s: %s", request, answer.text())
                    .isEmpty();
        }
        if (status >= 400) {
            assertThat(codes(response)).as("%s: %s", request, answer.text()).contains(answer.code());
        } else {
            succeeded.add(operation.name());
            checkBody(operation, body);
        }
    }

    private static void checkQuery(Operation operation, @Nullable String query) {
        if (query != null) {
            assertThat(operation.parameters("query"))
                    .as(operation.name())
                    .containsAll(Stream.of(query.split("&"))
                            .map(pair -> pair.replaceFirst("=.*", ""))
                            .toList());
        }
    }

    /** Checks the body of a request that succeeded. */
    private static void checkBody(Operation operation, @Nullable JsonNode body) {
        if (!operation
                .description()
                .at("/requestBody/content/application~1json")
                .isMissingNode()) {
            String schema = operation.pointer() + "/requestBody/content/application~1json/schema";
            if (body != null) {
                assertThat(Documents.faults(Documents.HTTP, schema, body))
                        .as(operation.name())
                        .isEmpty();
            } else {
                assertThat(operation.description().at("/requestBody/required").asBoolean())
                        .as(operation.name())
                        .isFalse();
            }
        }
    }

    /** The codes of the response, and those of every route. */
    private Set<String> codes(JsonNode response) {
        Set<String> codes = new TreeSet<>(
                document.at("/components/responses/Problem/x-codes").propertyNames());
        codes.addAll(response.path("x-codes").propertyNames());
        return codes;
    }

    private Optional<Operation> find(HttpRequest request) {
        PathContainer path = PathContainer.parsePath(request.uri().getRawPath());
        return operations.stream()
                .filter(operation -> operation.method().equals(request.method().toLowerCase(Locale.ROOT)))
                .filter(operation -> operation.pattern().matches(path))
                .findFirst();
    }

    /** A method of a path. */
    final class Operation {

        private final String method;
        private final String path;
        private final JsonNode description;
        private final PathPattern pattern;

        private Operation(String method, String path, JsonNode description) {
            this.method = method;
            this.path = path;
            this.description = description;
            pattern = PathPatternParser.defaultInstance.parse(path);
        }

        String method() {
            return method;
        }

        String path() {
            return path;
        }

        String name() {
            return description.path("operationId").asString();
        }

        JsonNode description() {
            return description;
        }

        PathPattern pattern() {
            return pattern;
        }

        String pointer() {
            return Documents.pointer("paths", path, method);
        }

        /** The names of the parameters in the given place, {@code path} or {@code query}. */
        List<String> parameters(String in) {
            return Stream.of(document.at(Documents.pointer("paths", path)), description)
                    .flatMap(part -> part.path("parameters").valueStream())
                    .map(parameter -> Documents.follow(document, parameter))
                    .filter(parameter -> parameter.path("in").asString().equals(in))
                    .map(parameter -> parameter.path("name").asString())
                    .toList();
        }

        /** Returns the JSON pointer to the description of answers with this status. */
        private String response(int status) {
            String own = Integer.toString(status);
            String key = description.path("responses").has(own) ? own : "default";
            assertThat(key.equals("default") && status < 400)
                    .as("%s answers %s", name(), status)
                    .isFalse();
            String reference =
                    description.path("responses").path(key).path("$ref").asString("");
            return reference.isEmpty() ? pointer() + Documents.pointer("responses", key) : reference.substring(1);
        }
    }
}

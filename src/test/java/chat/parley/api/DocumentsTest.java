package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.Problem;
import chat.parley.http.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The documents are consistent in themselves. */
class DocumentsTest {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    @ParameterizedTest
    @ValueSource(strings = {Documents.HTTP, Documents.SOCKETS})
    void everyReferenceResolves(String name) {
        JsonNode document = Documents.read(name);
        for (String reference : references(document)) {
            JsonNode in = reference.startsWith("./openapi.json#") ? Documents.read(Documents.HTTP) : document;
            assertThat(in.at(reference.substring(reference.indexOf('#') + 1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @Test
    void everySchemaMessageResponseAndParameterIsUsed() {
        Set<String> used = new TreeSet<>(references(Documents.read(Documents.HTTP)));
        references(Documents.read(Documents.SOCKETS))
                .forEach(reference -> used.add(reference.replace("./openapi.json", "")));
        List<String> unused = new ArrayList<>();
        for (String document : List.of(Documents.HTTP, Documents.SOCKETS)) {
            for (String kind : List.of("schemas", "messages", "responses", "parameters", "headers")) {
                Documents.read(document)
                        .at("/components/" + kind)
                        .propertyStream()
                        .forEach(entry -> {
                            if (!used.contains("#/components/" + kind + "/" + entry.getKey())) {
                                unused.add(entry.getKey());
                            }
                        });
            }
        }

        assertThat(unused).isEmpty();
    }

    @Test
    void everyOperationHasAUniqueNameAKnownTagAndItsPathVariables() {
        JsonNode document = Documents.read(Documents.HTTP);
        Set<String> tags = document.path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asString())
                .collect(Collectors.toSet());
        List<String> ids = new ArrayList<>();
        for (OpenApi.Operation operation : new OpenApi().operations()) {
            ids.add(operation.description().path("operationId").asString());
            assertThat(operation.description().path("summary").asString()).isNotBlank();
            assertThat(tags)
                    .contains(operation.description().path("tags").get(0).asString());
            assertThat(operation.parameters("path"))
                    .as(operation.path())
                    .containsExactlyInAnyOrderElementsOf(VARIABLE.matcher(operation.path())
                            .results()
                            .map((MatchResult found) -> found.group(1))
                            .toList());
        }

        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void everyCodeIsListed() {
        Set<String> codes =
                Stream.of(Refusal.Code.values()).map(Refusal.Code::wire).collect(Collectors.toSet());
        codes.add(Problem.INTERNAL);

        JsonNode document = Documents.read(Documents.HTTP);
        assertThat(texts(document.at("/components/schemas/Code/enum"))).containsExactlyInAnyOrderElementsOf(codes);
        walk(document, "", (pointer, node) -> {
            if (node.has("x-codes")) {
                assertThat(codes).as(pointer).containsAll(node.path("x-codes").propertyNames());
            }
        });
    }

    @Test
    void everyExampleMatchesItsSchema() {
        JsonNode http = Documents.read(Documents.HTTP);
        List<String> faults = new ArrayList<>();
        walk(http, "", (pointer, node) -> {
            if (node.has("example") && node.has("schema")) {
                faults.addAll(Documents.faults(Documents.HTTP, pointer + "/schema", node.path("example")));
            }
        });
        Documents.read(Documents.SOCKETS)
                .at("/components/messages")
                .propertyStream()
                .forEach(message -> message.getValue()
                        .path("examples")
                        .valueStream()
                        .forEach(example -> faults.addAll(Documents.faults(
                                Documents.SOCKETS,
                                Documents.pointer("components", "messages", message.getKey(), "payload"),
                                example.path("payload")))));

        assertThat(faults).isEmpty();
    }

    private static Collection<String> references(JsonNode document) {
        Set<String> references = new TreeSet<>();
        walk(document, "", (pointer, node) -> {
            if (node.has("$ref")) {
                references.add(node.path("$ref").asString());
            }
        });
        return references;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static void walk(JsonNode node, String pointer, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(pointer, node);
        node.propertyStream()
                .forEach(entry -> walk(entry.getValue(), pointer + Documents.pointer(entry.getKey()), visitor));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), pointer + "/" + i, visitor);
            }
        }
    }
}

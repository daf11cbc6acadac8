package chat.parley.api;

import chat.parley.support.Json;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/** The two API documents, and validation by their JSON schemas. */
final class Documents {

    static final String HTTP = "openapi.json";
    static final String SOCKETS = "asyncapi.json";

    /** The base of the documents' relative references to each other; any base works. */
    private static final String FOLDER = "https://parley.test/api/";

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            Dialect.builder(Dialects.getDraft202012())
                    .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                    .build(),
            setup -> setup.schemas(Map.of(FOLDER + HTTP, text(HTTP), FOLDER + SOCKETS, text(SOCKETS)))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private Documents() {}

    static JsonNode read(String document) {
        return Json.read(text(document));
    }

    /** Resolves a node that is a reference; returns any other node unchanged. */
    static JsonNode follow(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    /**
     * Validates a value; returns the errors.
     *
     * @param pointer a JSON pointer to a schema in the document
     */
    static List<String> faults(String document, String pointer, JsonNode value) {
        return SCHEMAS.getSchema(SchemaLocation.of(FOLDER + document + "#" + pointer)).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    /** Builds a JSON pointer from unescaped steps. */
    static String pointer(String... steps) {
        StringBuilder pointer = new StringBuilder();
        for (String step : steps) {
            pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }

    private static String text(String name) {
        try {
            return new String(new ClassPathResource("api/" + name).getContentAsByteArray(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

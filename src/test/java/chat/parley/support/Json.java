package chat.parley.support;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes JSON as clients do. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** Writes maps, lists, records, nodes: anything that Jackson supports. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}

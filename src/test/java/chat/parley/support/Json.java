package chat.parley.support;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as a client of ours reads and writes it. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** Maps, lists, records, nodes: anything that Jackson writes. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}

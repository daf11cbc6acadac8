package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;

/** Frames to and from JSON. Whatever a client sends is a frame or a refusal, never an error. */
@Component
class Frames {

    private final JsonMapper json;

    Frames(JsonMapper json) {
        this.json = json;
    }

    byte[] encode(Object frame) {
        return json.writeValueAsBytes(frame);
    }

    /** @throws Refusal when the bytes are no frame of this kind */
    <T> T decode(byte[] bytes, Class<T> kind) {
        try {
            T frame = json.readValue(bytes, kind);
            if (frame == null) {
                throw malformed();
            }
            return frame;
        } catch (InvalidTypeIdException e) {
            throw Refusal.of(Code.UNKNOWN_TYPE, "There is no such type of frame.");
        } catch (DatabindException e) {
            throw e.getPath().isEmpty()
                    ? malformed()
                    : Refusal.field(field(e), "invalid", "The frame's field " + field(e) + " is missing or wrong.");
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    /** The {@code ref} of a frame that is otherwise refused, if it can be read. */
    @Nullable
    Object ref(byte[] bytes) {
        try {
            JsonNode ref = json.readTree(bytes).get("ref");
            return ref == null || ref.isContainer() ? null : json.treeToValue(ref, Object.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Refusal malformed() {
        return Refusal.of(Code.MALFORMED, "A frame is a JSON object with a type.");
    }

    private static String field(DatabindException e) {
        return String.valueOf(e.getPath().get(e.getPath().size() - 1).getPropertyName());
    }
}

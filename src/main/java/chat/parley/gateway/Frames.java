package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidNullException;
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
        } catch (InvalidNullException e) {
            throw invalid(e.getPropertyName().getSimpleName());
        } catch (DatabindException e) {
            throw e.getPath().isEmpty() ? malformed() : invalid(field(e));
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    /** The {@code ref} of a frame that is otherwise refused, if it can be read. */
    @Nullable
    Ref ref(byte[] bytes) {
        try {
            JsonNode ref = json.readTree(bytes).get("ref");
            return ref == null ? null : json.treeToValue(ref, Ref.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Refusal malformed() {
        return Refusal.of(Code.MALFORMED, "A frame is a JSON object with a type.");
    }

    private static Refusal invalid(String field) {
        return Refusal.field(field, "invalid", "The frame's field " + field + " is missing or wrong.");
    }

    private static String field(DatabindException e) {
        return String.valueOf(e.getPath().get(e.getPath().size() - 1).getPropertyName());
    }
}

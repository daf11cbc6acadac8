package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes frames to JSON and decodes them. Any input from a client results in a frame or a refusal, never in another
 * error.
 */
@Component
public class FrameCodec {

    private final JsonMapper json;

    /** Rejects frames with duplicate keys as malformed. */
    private final ObjectReader reader;

    FrameCodec(JsonMapper json) {
        this.json = json;
        this.reader = json.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    }

    public byte[] encode(Object frame) {
        return json.writeValueAsBytes(frame);
    }

    /** @throws Refusal if the bytes are not a frame of this kind */
    <T> T decode(byte[] bytes, Class<T> type) {
        try {
            T frame = reader.forType(type).readValue(bytes);
            if (frame == null) {
                throw malformed();
            }
            return frame;
        } catch (InvalidTypeIdException e) {
            throw Refusal.of(Code.UNKNOWN_TYPE, "Unknown frame type.");
        } catch (InvalidNullException e) {
            throw invalid(e.getPropertyName().getSimpleName());
        } catch (DatabindException e) {
            throw e.getPath().isEmpty() ? malformed() : invalid(field(e));
        } catch (JacksonException e) {
            throw malformed();
        }
    }

    /** Returns the {@code ref} of a frame that is refused otherwise; null if it cannot be read. */
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
        return Refusal.of(Code.MALFORMED, "A frame must be a JSON object with a type.");
    }

    private static Refusal invalid(String field) {
        return Refusal.field(field, "invalid", "The frame's field " + field + " is missing or wrong.");
    }

    private static String field(DatabindException e) {
        return String.valueOf(e.getPath().get(e.getPath().size() - 1).getPropertyName());
    }
}

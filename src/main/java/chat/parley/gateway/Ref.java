package chat.parley.gateway;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.JsonNode;

/** A client's identifier of a frame, which the answer repeats: a string or a number, short and well-formed. */
record Ref(@JsonValue JsonNode value) {

    private static final int MAX_LENGTH = 256;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Ref {
        if (!isRef(value)) {
            throw new IllegalArgumentException(
                    "A ref is a string or a number of at most " + MAX_LENGTH + " characters");
        }
    }

    private static boolean isRef(JsonNode value) {
        if (value.isNumber()) {
            return Double.isFinite(value.doubleValue()) && value.asString().length() <= MAX_LENGTH;
        }
        return value.isString() && value.stringValue().length() <= MAX_LENGTH && isWellFormed(value.stringValue());
    }

    /** An unpaired surrogate cannot be sent back. */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(character -> Character.getType(character) == Character.SURROGATE);
    }
}

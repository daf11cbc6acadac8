package chat.parley.roomlog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The task of fetching the preview of a link.
 *
 * @param editedAt when the text with the link was edited; null if it is the original
 */
public record PreviewTask(String room, long seq, @Nullable Instant editedAt, String url) {

    public static final String KIND = "preview";

    private static final JsonMapper JSON = new JsonMapper();

    /** Decodes the body of a stored task. */
    public static PreviewTask of(String body) {
        return JSON.readValue(body, PreviewTask.class);
    }

    String body() {
        return JSON.writeValueAsString(this);
    }

    /** Returns a key that is the same for the same link in the same text. */
    String key() {
        long version = editedAt == null ? 0 : editedAt.toEpochMilli();
        UUID link = UUID.nameUUIDFromBytes(url.getBytes(StandardCharsets.UTF_8));
        return String.join("/", KIND, room, String.valueOf(seq), String.valueOf(version), link.toString());
    }
}

package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A file of a message, as everybody sees it.
 *
 * @param type a media type without parameters, detected by the first bytes if they are known
 * @param width the width of a picture as displayed, in pixels; null for other files
 * @param preview whether there is a smaller picture of it; written only when true
 * @param alt the description of a picture; written only if there is one
 */
public record FileState(
        String id,
        String name,
        String type,
        long bytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer width,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer height,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean preview,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String alt) {

    /** Returns the file with this description; null for none. */
    public FileState described(@Nullable String newAlt) {
        return new FileState(id, name, type, bytes, width, height, preview, newAlt);
    }
}

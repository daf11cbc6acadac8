package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A file of a message, as everybody sees it.
 *
 * @param type a media type without parameters, found in the bytes where they have a signature
 * @param width of a picture as it is shown, in pixels; null for anything else
 * @param preview whether there is a smaller picture of it; written only when true
 */
public record FileState(
        String id,
        String name,
        String type,
        long bytes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer width,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer height,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean preview) {}

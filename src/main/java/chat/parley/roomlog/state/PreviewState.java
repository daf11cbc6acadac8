package chat.parley.roomlog.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The preview of a page to which a message links. The texts come from the page and are only as trustworthy as the page.
 *
 * @param number identifies the preview within its message
 * @param url the address in the message
 * @param site the name of the site, or its host
 */
public record PreviewState(
        int number,
        String url,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String title,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String site,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PictureState picture) {

    /** A picture, which the server stores. Its size is in pixels. */
    public record PictureState(String type, long bytes, int width, int height) {}

    public PreviewState numbered(int newNumber) {
        return new PreviewState(newNumber, url, title, description, site, picture);
    }
}

package chat.parley.file;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import chat.parley.text.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates the descriptions of pictures. */
final class AltText {

    static final int MAX_LENGTH = 1000;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private AltText() {}

    /**
     * Returns the description on one line, with each run of white space replaced by one space; null if it is empty.
     *
     * @param raw null counts as empty
     */
    static @Nullable String of(@Nullable String raw) {
        String text = raw == null ? "" : ClientText.nfc(MAX_LENGTH, raw);
        String alt = SPACES.matcher(text).replaceAll(" ").strip();
        if (alt.isEmpty()) {
            return null;
        }
        if (alt.codePointCount(0, alt.length()) > MAX_LENGTH) {
            throw Refusal.field("alt", "alt_too_long", "A description can have at most " + MAX_LENGTH + " characters.");
        }
        if (!VisibleText.isLine(alt) || !VisibleText.showsSomething(alt)) {
            throw Refusal.field(
                    "alt",
                    "alt_invalid",
                    "The description is invisible or contains characters that can't be displayed.");
        }
        return alt;
    }
}

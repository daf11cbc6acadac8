package chat.parley.preview;

import chat.parley.http.ClientText;
import chat.parley.text.VisibleText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shortens texts of foreign pages to one line of bounded length. */
final class PreviewText {

    static final int MAX_TITLE_LENGTH = 200;
    static final int MAX_DESCRIPTION_LENGTH = 300;
    static final int MAX_SITE_LENGTH = 80;

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Control, format (such as bidi), private, unassigned and surrogate characters; joiners belong to words. */
    private static final Pattern UNSHOWN = Pattern.compile("[\\p{C}&&[^\\u200C\\u200D\\s]]");

    private PreviewText() {}

    /** Returns at most {@code max} characters, with an ellipsis if there are more; null if nothing is visible. */
    static @Nullable String of(@Nullable String raw, int max) {
        if (raw == null) {
            return null;
        }
        String bounded = raw.length() > 8 * max ? ClientText.storable(raw, 8 * max) : raw;
        String line = SPACES.matcher(UNSHOWN.matcher(bounded).replaceAll(""))
                .replaceAll(" ")
                .strip();
        String text = ClientText.nfc(max, shortened(line, max));
        return VisibleText.isLine(text) && VisibleText.showsSomething(text) ? text : null;
    }

    private static String shortened(String text, int max) {
        return text.codePointCount(0, text.length()) <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max - 1)).strip() + "\u2026";
    }
}

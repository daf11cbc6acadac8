package chat.parley.roomlog;

import chat.parley.http.ClientText;
import chat.parley.http.Refusal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A room's name: 1 to 64 letters and digits of any script, {@code _} and {@code -}. The one validator for every
 * entrance, so that a room that can be created can also be opened.
 *
 * @param key what makes names equal: without regard to case or to how a letter is composed
 */
public record RoomName(String value, String key) {

    private static final int LONGEST = 64;
    /** Texts that are looked for may be no names. */
    private static final int LONGEST_TEXT = 256;
    /** As many as the column holds; only names of rare compatibility characters come near. */
    private static final int LONGEST_KEY = 256;

    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}_-]+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Cuts surrounding spaces and turns inner ones into {@code -}; refuses what is still no name. */
    public static RoomName of(String raw) {
        String value = dashed(raw);
        if (value.isEmpty()) {
            throw Refusal.field("name", "name_blank", "A room needs a name.");
        }
        if (value.codePointCount(0, value.length()) > LONGEST) {
            throw Refusal.field("name", "name_too_long", "A room's name has at most " + LONGEST + " characters.");
        }
        if (!ALLOWED.matcher(value).matches()) {
            throw Refusal.field(
                    "name", "name_invalid", "A room's name has letters, digits, '_' and '-', and nothing else.");
        }
        String key = keyOf(value);
        if (key.length() > LONGEST_KEY) {
            throw Refusal.field("name", "name_too_long", "This name has too many unusual characters.");
        }
        return new RoomName(value, key);
    }

    /** The key that a text has, or would have as a part of a name; says nothing of whether it is a valid name. */
    public static String folded(String text) {
        return keyOf(dashed(text));
    }

    private static String dashed(String raw) {
        return SPACES.matcher(ClientText.nfc(LONGEST_TEXT, raw))
                .replaceAll(" ")
                .strip()
                .replace(' ', '-');
    }

    private static String keyOf(String value) {
        String compatible = Normalizer.normalize(value, Normalizer.Form.NFKC);
        return Normalizer.normalize(compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }
}

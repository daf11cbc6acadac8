package chat.parley.roomlog;

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
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}_-]+");
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    /** Cuts surrounding spaces and turns inner ones into {@code -}; refuses what is still no name. */
    public static RoomName of(String raw) {
        String value = SPACES.matcher(
                        Normalizer.normalize(raw, Normalizer.Form.NFC).strip())
                .replaceAll("-");
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
        return new RoomName(value, keyOf(value));
    }

    private static String keyOf(String value) {
        String compatible = Normalizer.normalize(value, Normalizer.Form.NFKC);
        return Normalizer.normalize(compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKC);
    }
}

package chat.parley.message;

import chat.parley.http.Refusal;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import org.jspecify.annotations.Nullable;

/** What may stand under a message: one emoji that Unicode recommends for general interchange. */
final class Emoji {

    private static final String AS_EMOJI = "\uFE0F";
    private static final int LONGEST = 32;

    private Emoji() {}

    /** Reads the tables of Unicode from their files now, rather than on the event loop of the first reaction. */
    static void load() {
        isEmoji(AS_EMOJI);
    }

    /** The emoji as it is stored: with the selector that makes a picture of it, where Unicode asks for one. */
    static String of(@Nullable String raw) {
        if (raw != null && raw.length() <= LONGEST) {
            if (isEmoji(raw)) {
                return raw;
            }
            if (isEmoji(raw + AS_EMOJI)) {
                return raw + AS_EMOJI;
            }
        }
        throw Refusal.field("emoji", "invalid", "A reaction is one emoji.");
    }

    private static boolean isEmoji(String text) {
        return UCharacter.hasBinaryProperty(text, UProperty.RGI_EMOJI);
    }
}

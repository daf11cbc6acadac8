package chat.parley.message;

import chat.parley.http.Refusal;
import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import org.jspecify.annotations.Nullable;

/** Validates a reaction: one emoji that Unicode recommends for general interchange (RGI), or one custom emoji. */
final class Emoji {

    private static final String AS_EMOJI = "\uFE0F";
    private static final int MAX_LENGTH = 32;

    private Emoji() {}

    /** Loads the Unicode tables from their files, so that the first reaction does not do so on an event loop. */
    static void load() {
        isEmoji(AS_EMOJI);
    }

    /** Returns the stored form of an emoji: with the emoji presentation selector where Unicode requires it. */
    static String of(@Nullable String raw) {
        if (raw != null && CustomEmoji.isOne(raw)) {
            return raw;
        }
        if (raw != null && raw.length() <= MAX_LENGTH) {
            if (isEmoji(raw)) {
                return raw;
            }
            if (isEmoji(raw + AS_EMOJI)) {
                return raw + AS_EMOJI;
            }
        }
        throw invalid();
    }

    static Refusal invalid() {
        return Refusal.field("emoji", "invalid", "A reaction must be a single emoji.");
    }

    private static boolean isEmoji(String text) {
        return UCharacter.hasBinaryProperty(text, UProperty.RGI_EMOJI);
    }
}

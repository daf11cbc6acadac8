package chat.parley.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Optional;

/** Recognizes the emoji that Unicode recommends for general interchange (RGI). */
public final class RgiEmoji {

    private static final String AS_EMOJI = "\uFE0F";
    private static final int MAX_LENGTH = 32;

    private RgiEmoji() {}

    /** Loads the Unicode tables from their files, so that the first check does not do so on an event loop. */
    public static void load() {
        isOne(AS_EMOJI);
    }

    /**
     * Returns an emoji with the presentation selector where Unicode requires it; empty if the text is not one emoji.
     */
    public static Optional<String> of(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        return isOne(text) ? Optional.of(text) : Optional.of(text + AS_EMOJI).filter(RgiEmoji::isOne);
    }

    private static boolean isOne(String text) {
        return UCharacter.hasBinaryProperty(text, UProperty.RGI_EMOJI);
    }
}

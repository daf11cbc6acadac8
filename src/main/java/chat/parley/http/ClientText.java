package chat.parley.http;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;

/**
 * Handles unvalidated text from clients. Texts that are far too long are recognized by their length, before any
 * operation of superlinear cost: normalization takes quadratic time in the length of a run of combining marks.
 */
public final class ClientText {

    /** NFC composes at most four code points into one, each of at most two UTF-16 units. */
    private static final int MAX_UNITS_PER_CHARACTER = 8;

    /**
     * The longest run of combining marks in Unicode's stream-safe format. Reordering longer runs takes quadratic time.
     */
    private static final int MAX_MARKS = 30;

    private static final int FIRST_MARK = 0x0300;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    private ClientText() {}

    /** Whether the text has more than {@code maxCharacters} characters in every normalization form. */
    public static boolean exceeds(int maxCharacters, String text) {
        return text.length() > maxCharacters * MAX_UNITS_PER_CHARACTER;
    }

    /**
     * Returns the text in NFC. A text that {@linkplain #exceeds exceeds} the limit, or has more than 30 consecutive
     * combining marks, is returned unchanged; the caller rejects it as too long or not displayable.
     */
    public static String nfc(int maxCharacters, String text) {
        return exceeds(maxCharacters, text) || isSmeared(text) ? text : NFC.normalize(text);
    }

    private static boolean isSmeared(String text) {
        int marks = 0;
        for (int at = 0; at < text.length() && marks <= MAX_MARKS; at = text.offsetByCodePoints(at, 1)) {
            int character = text.codePointAt(at);
            marks = character >= FIRST_MARK && UCharacter.getCombiningClass(character) != 0 ? marks + 1 : 0;
        }
        return marks > MAX_MARKS;
    }

    /**
     * Returns at most {@code maxUnits} UTF-16 units of the text, with U+FFFD for control characters and unpaired
     * surrogates, which databases and logs cannot represent.
     */
    public static String storable(String text, int maxUnits) {
        StringBuilder storable = new StringBuilder();
        for (int at = 0; at < text.length() && storable.length() < maxUnits; ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            int type = Character.getType(character);
            boolean replaced = type == Character.CONTROL || type == Character.SURROGATE;
            boolean fits = storable.length() + Character.charCount(character) <= maxUnits;
            storable.appendCodePoint(replaced || !fits ? '\uFFFD' : character);
        }
        return storable.toString();
    }
}

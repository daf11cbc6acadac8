package chat.parley.http;

import com.ibm.icu.text.Normalizer2;

/**
 * Text that a client sent, before anything is known of it. What is far too long is recognized by its length, before
 * anything is done whose cost grows faster than that: the time that normalization takes is the square of a run of marks.
 */
public final class ClientText {

    /** Canonical composition makes one code point of four at most, each of two UTF-16 units at most. */
    private static final int MAX_UNITS_PER_CHARACTER = 8;

    private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

    private ClientText() {}

    /** Whether the text has more than so many characters in every form of it. */
    public static boolean exceeds(int maxCharacters, String text) {
        return text.length() > maxCharacters * MAX_UNITS_PER_CHARACTER;
    }

    /**
     * The text in NFC. One that {@linkplain #exceeds exceeds} the bound stays as it is: the caller, which counts the
     * characters of the result, refuses it as too long.
     */
    public static String nfc(int maxCharacters, String text) {
        return exceeds(maxCharacters, text) ? text : NFC.normalize(text);
    }

    /** The text without what no database stores and no log shows: control characters and halves of surrogate pairs. */
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

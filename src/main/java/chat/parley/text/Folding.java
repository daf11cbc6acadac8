package chat.parley.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;

/**
 * Folds texts for search: Unicode's {@code NFKC_Casefold} (compatibility normalization, full case folding, removal of
 * default-ignorable characters), without accents, vowel points and apostrophes. A term matches a text if its folded
 * form is a substring of the folded text, in any script and on any database.
 *
 * <p>Accents are the marks that any script may use. Marks of a single script are letters there and remain, and so do
 * the voicing marks of kana.
 */
public final class Folding {

    /** The version of this rule, stored with folded texts. Increment it whenever the rule changes. */
    public static final int RULE = 2;

    private static final Normalizer2 CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSED = Normalizer2.getNFDInstance();
    private static final Normalizer2 COMPOSED = Normalizer2.getNFCInstance();

    private static final String APOSTROPHES = "'`´‘’‚‛ʹʻʼʽˈ′‵＇՚ꞌ";

    /**
     * The longest run of combining marks in Unicode's stream-safe format. Reordering longer runs takes quadratic time.
     */
    private static final int MAX_MARKS = 30;

    private static final int FIRST_MARK = 0x0300;
    private static final int HEBREW_MARKS = 0x0591;
    private static final int HEBREW_MARKS_END = 0x05C7;

    private Folding() {}

    /** Returns the folded text, at most 18 times as long. Idempotent. */
    public static String fold(String text) {
        return isAscii(text)
                ? foldAscii(text)
                : COMPOSED.normalize(plain(DECOMPOSED.normalize(CASEFOLD.normalize(plain(text)))));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    private static String foldAscii(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (APOSTROPHES.indexOf(character) < 0) {
                folded.append(character >= 'A' && character <= 'Z' ? (char) (character + 32) : character);
            }
        }
        return folded.toString();
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int marks = 0;
        for (int index = 0; index < text.length(); ) {
            int character = text.codePointAt(index);
            index += Character.charCount(character);
            marks = character >= FIRST_MARK && UCharacter.getCombiningClass(character) != 0 ? marks + 1 : 0;
            if (marks <= MAX_MARKS && !isAccent(character) && APOSTROPHES.indexOf(character) < 0) {
                append(plain, character);
            }
        }
        return plain.toString();
    }

    /** Removes strokes and splits ligatures, which have no decomposition in Unicode. */
    private static void append(StringBuilder plain, int character) {
        switch (character) {
            case 'ø' -> plain.append('o');
            case 'ł' -> plain.append('l');
            case 'đ' -> plain.append('d');
            case 'ħ' -> plain.append('h');
            case 'ŧ' -> plain.append('t');
            case 'ı' -> plain.append('i');
            case 'æ' -> plain.append("ae");
            case 'œ' -> plain.append("oe");
            default -> plain.appendCodePoint(character);
        }
    }

    private static boolean isAccent(int character) {
        return character >= FIRST_MARK
                && Character.getType(character) == Character.NON_SPACING_MARK
                && !isVoicing(character)
                && (isPoint(character) || UScript.getScript(character) == UScript.INHERITED);
    }

    private static boolean isVoicing(int character) {
        return character == 0x3099 || character == 0x309A;
    }

    private static boolean isPoint(int character) {
        return character >= HEBREW_MARKS && character <= HEBREW_MARKS_END;
    }
}

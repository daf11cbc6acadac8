package chat.parley.message;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the grammar of messages ({@code src/docs/markup.md}) says about single characters. The pages'
 * {@code model/markup/characters.js} says the same.
 */
final class MarkupCharacters {

    /** No character: what stands before the beginning and behind the end. */
    static final int NONE = -1;

    /** Scripts that are written without spaces, or put particles behind a name without one. */
    private static final Set<UnicodeScript> UNSPACED = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    /** All before this are of other scripts. */
    private static final int FIRST_UNSPACED = 0x0e00;

    private static final int LONG_VOWEL = 0x30fc;

    private MarkupCharacters() {}

    static int at(String text, int index) {
        return index < text.length() ? text.codePointAt(index) : NONE;
    }

    static int before(String text, int index) {
        return index > 0 ? text.codePointBefore(index) : NONE;
    }

    /** Letters, digits, and their marks. */
    static boolean isWord(int character) {
        if (character == NONE || (character >= 0xfe00 && character <= 0xfe0f)) {
            return false;
        }
        return Character.isLetter(character)
                || switch (Character.getType(character)) {
                    case Character.DECIMAL_DIGIT_NUMBER, Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK ->
                        true;
                    default -> false;
                };
    }

    static boolean isUnspaced(int character) {
        return character >= FIRST_UNSPACED
                && (character == LONG_VOWEL || UNSPACED.contains(UnicodeScript.of(character)));
    }

    static boolean isAlphanumeric(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    static boolean isSpace(int character) {
        return (character >= '\t' && character <= '\r') || character == 0xfeff || Character.isSpaceChar(character);
    }

    static boolean isBlank(String line) {
        return indent(line) == line.length();
    }

    /** How many spaces and tabs a line begins with. */
    static int indent(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** A backslash in front of it takes a sign its meaning. */
    static boolean isEscaped(String text, int index) {
        return index > 0 && text.charAt(index - 1) == '\\';
    }

    /** How often the character at an index follows itself. */
    static int runLength(String text, int index) {
        int end = index + 1;
        while (end < text.length() && text.charAt(end) == text.charAt(index)) {
            end++;
        }
        return end - index;
    }
}

package chat.parley.message;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * Character classes of the message grammar ({@code src/docs/markup.md}). Must be consistent with the pages'
 * {@code model/markup/characters.js}.
 */
final class MarkupCharacters {

    /** Represents no character, before the beginning and after the end. */
    static final int NONE = -1;

    /** Scripts that are written without spaces or append particles to names without a space. */
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

    /** All characters before this one belong to other scripts. */
    private static final int FIRST_UNSPACED = 0x0e00;

    private static final int LONG_VOWEL = 0x30fc;

    private MarkupCharacters() {}

    static int at(String text, int index) {
        return index < text.length() ? text.codePointAt(index) : NONE;
    }

    static int before(String text, int index) {
        return index > 0 ? text.codePointBefore(index) : NONE;
    }

    /** Returns whether a character is a letter, a digit or a combining mark. */
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

    /** Returns the number of spaces and tabs at the start of a line. */
    static int indent(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Returns whether a preceding backslash escapes the character. */
    static boolean isEscaped(String text, int index) {
        return index > 0 && text.charAt(index - 1) == '\\';
    }

    /** Returns the length of the run of the character at an index. */
    static int runLength(String text, int index) {
        int end = index + 1;
        while (end < text.length() && text.charAt(end) == text.charAt(index)) {
            end++;
        }
        return end - index;
    }
}

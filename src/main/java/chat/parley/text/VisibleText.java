package chat.parley.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/**
 * Checks what a text shows, for all fields that people fill in.
 *
 * <p>A text of invisible characters counts as empty: spaces, Hangul fillers, the blank Braille pattern, variation
 * selectors, direction marks, and combining marks without a base. In a name each character must be visible or needed by
 * its neighbours: joiners in the contexts of RFC 5892, appendices A.1 and A.2, variation selectors after ideographs,
 * and the characters within an emoji sequence.
 */
public final class VisibleText {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int BRAILLE_BLANK = 0x2800;
    private static final int MUSICAL_NULL_NOTEHEAD = 0x1D159;
    private static final int NO_CHARACTER = -1;
    /** The combining class of viramas, which suppress a vowel. */
    private static final int VIRAMA = 9;
    /** The maximum number of marks on a letter; Tibetan needs the most. Longer stacks only cover other lines. */
    private static final int MAX_MARKS = 8;

    private VisibleText() {}

    /** Loads the Unicode tables from files now, not on the event loop of the first request. */
    public static void load() {
        hidesNothing("\u0645\u06CC\u200C\u062E\u0915\u094D\u200D\u0937\u2764\uFE0F\u200D\u2764\u845B\uDB40\uDD00");
    }

    /** Whether the text has a visible character. */
    public static boolean showsSomething(String text) {
        return text.codePoints().anyMatch(VisibleText::shows);
    }

    /**
     * Whether the name has no invisible characters except those that its letters need, as described above. Does not
     * check whether it has visible ones.
     */
    public static boolean hidesNothing(String name) {
        if (hasTooManyMarks(name)) {
            return false;
        }
        for (int index = 0; index < name.length(); index = name.offsetByCodePoints(index, 1)) {
            int character = name.codePointAt(index);
            boolean fits = isHidden(character)
                    ? isNeeded(name, index)
                    : isText(character) && (index > 0 || !isMark(character));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** Whether a letter has more than eight marks. Invisible characters do not start a new letter. */
    private static boolean hasTooManyMarks(String text) {
        int marks = 0;
        for (int index = 0; index < text.length() && marks <= MAX_MARKS; index = text.offsetByCodePoints(index, 1)) {
            int character = text.codePointAt(index);
            if (!isHidden(character)) {
                marks = isMark(character) ? marks + 1 : 0;
            }
        }
        return marks > MAX_MARKS;
    }

    /**
     * Whether the text can be shown on one line: no line breaks or other control characters, no characters that change
     * the direction of the line, and at most eight marks on a letter.
     */
    public static boolean isLine(String text) {
        return !hasTooManyMarks(text)
                && text.codePoints()
                        .noneMatch(character -> !isText(character)
                                || Character.getType(character) == Character.CONTROL
                                || changesDirection(character));
    }

    /**
     * Whether databases and encodings support the text: unpaired surrogates have no encoding, and not every database
     * stores NUL.
     */
    public static boolean isStorable(String text) {
        return text.codePoints().allMatch(VisibleText::isText);
    }

    /** Whether the letters around the joiner at this index need it. */
    public static boolean joinsLetters(String text, int index) {
        int joiner = text.codePointAt(index);
        if (joiner != ZERO_WIDTH_JOINER && joiner != ZERO_WIDTH_NON_JOINER) {
            return false;
        }
        int before = before(text, index);
        return before != NO_CHARACTER && UCharacter.getCombiningClass(before) == VIRAMA
                || joiner == ZERO_WIDTH_NON_JOINER && joinsForward(text, index) && joinsBackward(text, index + 1);
    }

    private static boolean shows(int character) {
        return isText(character)
                && !isHidden(character)
                && !isMark(character)
                && !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.UNASSIGNED;
    }

    private static boolean isHidden(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || isIgnorable(character)
                || character == BRAILLE_BLANK
                || character == MUSICAL_NULL_NOTEHEAD;
    }

    private static boolean isIgnorable(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    private static boolean isText(int character) {
        return character != 0 && Character.getType(character) != Character.SURROGATE;
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /**
     * Whether the character is an embedding, override or isolate. Direction marks are harmless: they only affect
     * adjacent characters.
     */
    private static boolean changesDirection(int character) {
        return character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
    }

    private static boolean isNeeded(String name, int index) {
        int character = name.codePointAt(index);
        int before = before(name, index);
        if (before == NO_CHARACTER) {
            return false;
        }
        if (character == 0xFE0E || character == 0xFE0F) {
            return UCharacter.hasBinaryProperty(before, UProperty.EMOJI);
        }
        if (character >= 0xE0100 && character <= 0xE01EF) {
            return UCharacter.hasBinaryProperty(before, UProperty.IDEOGRAPHIC);
        }
        return joinsLetters(name, index) || character == ZERO_WIDTH_JOINER && joinsEmoji(name, index);
    }

    private static boolean joinsEmoji(String name, int index) {
        int start = index;
        int before = before(name, start);
        while (before == 0xFE0F || UCharacter.hasBinaryProperty(before, UProperty.EMOJI_MODIFIER)) {
            start -= Character.charCount(before);
            before = before(name, start);
        }
        return isPicture(before) && index + 1 < name.length() && isPicture(name.codePointAt(index + 1));
    }

    private static boolean isPicture(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    private static int before(String text, int index) {
        return index == 0 ? NO_CHARACTER : text.codePointBefore(index);
    }

    private static boolean joinsForward(String text, int end) {
        for (int index = end; index > 0; index = text.offsetByCodePoints(index, -1)) {
            int type = joiningType(text.codePointBefore(index));
            if (type != UCharacter.JoiningType.TRANSPARENT) {
                return type == UCharacter.JoiningType.LEFT_JOINING || type == UCharacter.JoiningType.DUAL_JOINING;
            }
        }
        return false;
    }

    private static boolean joinsBackward(String text, int start) {
        for (int index = start; index < text.length(); index = text.offsetByCodePoints(index, 1)) {
            int type = joiningType(text.codePointAt(index));
            if (type != UCharacter.JoiningType.TRANSPARENT) {
                return type == UCharacter.JoiningType.RIGHT_JOINING || type == UCharacter.JoiningType.DUAL_JOINING;
            }
        }
        return false;
    }

    private static int joiningType(int character) {
        return UCharacter.getIntPropertyValue(character, UProperty.JOINING_TYPE);
    }
}

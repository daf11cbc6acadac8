package chat.parley.message;

import java.util.ArrayList;
import java.util.List;

/**
 * The candidate names of one {@code @}, according to the message grammar ({@code src/docs/markup.md}). Must be
 * consistent with the pages' {@code model/markup/mentions.js}.
 */
final class MentionNames {

    static final String HERE = "here";

    private static final int MAX_NAME = 32;

    private final String text;
    private final int start;
    private final List<Integer> characters = new ArrayList<>();
    private final int length;

    private MentionNames(String text, int start) {
        this.text = text;
        this.start = start;
        int end = readRun();
        boolean foreign =
                MarkupCharacters.at(text, end) == '@' && MarkupCharacters.isWord(MarkupCharacters.at(text, end + 1));
        length = foreign ? 0 : characters.size() - emphasis();
    }

    /**
     * Returns the candidate names of the {@code @} at an index, the longest first; empty if it does not begin a word.
     * Includes {@code here} if everybody is meant.
     */
    static List<String> at(String text, int start) {
        return beginsWord(text, start) ? new MentionNames(text, start).names() : List.of();
    }

    /** A sign joins an {@code @} to a preceding word, if there is one: "mail.@bob", but not "...@bob". */
    private static boolean beginsWord(String text, int start) {
        int before = start;
        while (before > 0 && isPunctuation(text.charAt(before - 1))) {
            before--;
        }
        int character = MarkupCharacters.before(text, before);
        return !MarkupCharacters.isWord(character) || (MarkupCharacters.isUnspaced(character) && before == start);
    }

    /** Reads all characters that may belong to the name and returns the index after them. */
    private int readRun() {
        int index = start + 1;
        while (index < text.length()) {
            int character = text.codePointAt(index);
            int end = index + Character.charCount(character);
            boolean joiner = (character == 0x200c || character == 0x200d)
                    && MarkupCharacters.isWord(MarkupCharacters.at(text, end));
            if (!joiner && !isPunctuation(character) && !MarkupCharacters.isWord(character)) {
                break;
            }
            characters.add(character);
            index = end;
        }
        return index;
    }

    /** In {@code _@bob_}, the underscores after the name match those before it and do not belong to it. */
    private int emphasis() {
        int count = 0;
        while (start - 1 - count >= 0
                && text.charAt(start - 1 - count) == '_'
                && count < characters.size()
                && characters.get(characters.size() - 1 - count) == '_') {
            count++;
        }
        return count;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (int to = Math.min(length, MAX_NAME); to > 0; to--) {
            String name = endsAt(to) ? name(to) : "";
            if (!name.isEmpty() && (!name.equalsIgnoreCase(HERE) || isHere())) {
                names.add(name);
            }
        }
        return names;
    }

    /** A name can end with the run, before a sign, or at the start or end of text in a script without spaces. */
    private boolean endsAt(int to) {
        if (to == length) {
            return true;
        }
        int next = characters.get(to);
        boolean unspaced = MarkupCharacters.isUnspaced(next) || MarkupCharacters.isUnspaced(characters.get(to - 1));
        return isPunctuation(next) || (unspaced && MarkupCharacters.isWord(next));
    }

    private String name(int to) {
        StringBuilder name = new StringBuilder();
        characters.subList(0, to).forEach(name::appendCodePoint);
        return name.toString();
    }

    /** {@code @here-and-now} is a different word; {@code @here.} and {@code @hereの} mention everybody. */
    private boolean isHere() {
        int next = HERE.length();
        while (next < length && isPunctuation(characters.get(next))) {
            next++;
        }
        return next == length || (next == HERE.length() && MarkupCharacters.isUnspaced(characters.get(next)));
    }

    private static boolean isPunctuation(int character) {
        return character == '.' || character == '_' || character == '-';
    }
}

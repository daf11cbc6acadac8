package chat.parley.message;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds the ends of addresses, according to the message grammar ({@code src/docs/markup.md}). Must be consistent with
 * the pages' {@code model/markup/addresses.js}.
 */
final class MarkupAddresses {

    static final int NONE = -1;

    private static final String STOPS = " \t\n\"<>\\^`|";
    private static final String HOST_ENDS = "/?#";
    private static final String HOST_SIGNS = ".-_:@%[]";
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";
    private static final String TRAILING = "?!.,:;*_~'\"([{";
    private static final int MIDDLE_DOT = 0xb7;

    private MarkupAddresses() {}

    /** Returns the end of the address that starts at an index; {@link #NONE} if there is none. */
    static int end(String text, int at) {
        int start = host(text, at);
        int end = start < 0 ? NONE : addressEnd(text, start);
        while (end > start && TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end > start ? end : NONE;
    }

    /**
     * Returns the index of the closing parenthesis in {@code [label](address)}; {@link #NONE} if there is no valid
     * address.
     */
    static int targetEnd(String text, int at) {
        int depth = 0;
        int scheme = schemeEnd(text, at, "http://", "https://", "mailto:");
        for (int end = scheme < 0 ? text.length() : scheme; end < text.length(); end++) {
            char character = text.charAt(end);
            if (MarkupCharacters.isSpace(character) || "<>`".indexOf(character) >= 0 || text.startsWith("](", end)) {
                return NONE;
            }
            if (character == '(') {
                depth++;
            } else if (character == ')' && depth-- == 0) {
                return end;
            }
        }
        return NONE;
    }

    private static int host(String text, int at) {
        int before = MarkupCharacters.before(text, at);
        if (MarkupCharacters.isAlphanumeric(before)) {
            return NONE;
        }
        int scheme = schemeEnd(text, at, "http://", "https://");
        if (scheme >= 0) {
            return scheme;
        }
        int www = schemeEnd(text, at, "www.");
        return www >= 0
                        && MarkupCharacters.isAlphanumeric(MarkupCharacters.at(text, www))
                        && "@.-_/".indexOf(before) < 0
                ? www
                : NONE;
    }

    private static int schemeEnd(String text, int at, String... schemes) {
        for (String scheme : schemes) {
            if (isAt(text, at, scheme)) {
                return at + scheme.length();
            }
        }
        return NONE;
    }

    /** Ignores the case of ASCII letters only. */
    private static boolean isAt(String text, int at, String scheme) {
        if (text.length() - at < scheme.length()) {
            return false;
        }
        for (int index = 0; index < scheme.length(); index++) {
            char found = text.charAt(at + index);
            char expected = scheme.charAt(index);
            if (found != expected && !(expected >= 'a' && found == expected - 'a' + 'A')) {
                return false;
            }
        }
        return true;
    }

    private static int addressEnd(String text, int start) {
        Deque<Integer> open = new ArrayDeque<>();
        Host host = new Host();
        boolean inHost = true;
        int at = start;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            int closes = CLOSING.indexOf(character);
            if (isStop(character) || (closes >= 0 && (open.isEmpty() || open.pop() != closes))) {
                return at;
            }
            inHost &= HOST_ENDS.indexOf(character) < 0;
            if (inHost && !host.includes(character)) {
                return at;
            }
            if (OPENING.indexOf(character) >= 0) {
                open.push(OPENING.indexOf(character));
            }
            at += Character.charCount(character);
        }
        return at;
    }

    private static boolean isStop(int character) {
        return STOPS.indexOf(character) >= 0 || (character > 0x7f && isForeignStop(character));
    }

    /**
     * Returns whether a character outside of ASCII is punctuation or a symbol, except for those that occur within
     * words.
     */
    private static boolean isForeignStop(int character) {
        if (character == MIDDLE_DOT || (character >= 0x2010 && character <= 0x2013)) {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MATH_SYMBOL,
                    Character.CURRENCY_SYMBOL,
                    Character.MODIFIER_SYMBOL,
                    Character.OTHER_SYMBOL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT -> true;
            default -> false;
        };
    }

    /** The host of an address. In "example.comです", the word after the host is not a part of it. */
    private static final class Host {

        private boolean separated;
        private boolean plain = true;
        private int length;

        boolean includes(int character) {
            if (!MarkupCharacters.isWord(character) && HOST_SIGNS.indexOf(character) < 0) {
                return false;
            }
            if (separated && plain && length > 0 && MarkupCharacters.isUnspaced(character)) {
                return false;
            }
            boolean separates = character == '.' || character == ':';
            separated |= separates;
            plain = separates || (plain && MarkupCharacters.isAlphanumeric(character));
            length = separates ? 0 : length + 1;
            return true;
        }
    }
}

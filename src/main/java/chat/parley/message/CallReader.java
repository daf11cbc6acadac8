package chat.parley.message;

import chat.parley.account.Usernames;
import chat.parley.roomlog.Calls;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds whom a text calls: what stands behind an {@code @} that begins a word. Code, between backticks, calls nobody.
 * Takes time in proportion to the text.
 */
@Component
class CallReader {

    /** More people than these are called by {@code @here}. */
    private static final int MOST = 50;

    private static final int LONGEST_NAME = 32;

    private static final String HERE = "here";

    private final Usernames usernames;

    CallReader(Usernames usernames) {
        this.usernames = usernames;
    }

    Calls read(String text) {
        if (text.indexOf('@') < 0) {
            return Calls.NONE;
        }
        Set<List<String>> people = new LinkedHashSet<>();
        boolean here = false;
        for (String name : names(withoutCode(text))) {
            List<String> parts = beginnings(name);
            here |= parts.stream()
                    .anyMatch(part -> part.toLowerCase(Locale.ROOT).equals(HERE));
            List<String> keys =
                    parts.stream().flatMap(part -> usernames.key(part).stream()).toList();
            if (!keys.isEmpty() && people.size() < MOST) {
                people.add(keys);
            }
        }
        return new Calls(List.copyOf(people), here);
    }

    /** The texts that follow an {@code @} at the beginning of a word, as far as a name can reach. */
    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        int before = ' ';
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (character == '@' && !isOfName(before)) {
                int end = end(text, at);
                if (end > at) {
                    names.add(text.substring(at, end));
                }
            }
            before = character;
        }
        return names;
    }

    private static int end(String text, int start) {
        int end = start;
        for (int length = 0;
                end < text.length() && length < LONGEST_NAME && isOfName(text.codePointAt(end));
                length++) {
            end = text.offsetByCodePoints(end, 1);
        }
        return end;
    }

    /** "ann.lee-" may mean {@code ann.lee-}, {@code ann.lee} or {@code ann}, the longest first. */
    private static List<String> beginnings(String name) {
        List<String> beginnings = new ArrayList<>(List.of(name));
        for (int end = name.length() - 1; end > 0; end--) {
            if (isPunctuation(name.charAt(end))) {
                beginnings.add(name.substring(0, end));
            }
        }
        return beginnings;
    }

    private static boolean isOfName(int character) {
        int type = Character.getType(character);
        return Character.isLetterOrDigit(character)
                || isPunctuation(character)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean isPunctuation(int character) {
        return character == '.' || character == '_' || character == '-';
    }

    /** What stands between a run of backticks and the next run of the same length becomes one space. */
    private static String withoutCode(String text) {
        StringBuilder rest = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int open = text.indexOf('`', at);
            int afterOpen = runEnd(text, open);
            int close = open < 0 ? -1 : text.indexOf(text.substring(open, afterOpen), afterOpen);
            if (close < 0) {
                return rest.append(text, at, text.length()).toString();
            }
            rest.append(text, at, open).append(' ');
            at = close + (afterOpen - open);
        }
        return rest.toString();
    }

    private static int runEnd(String text, int start) {
        int end = Math.max(start, 0);
        while (start >= 0 && end < text.length() && text.charAt(end) == '`') {
            end++;
        }
        return end;
    }
}

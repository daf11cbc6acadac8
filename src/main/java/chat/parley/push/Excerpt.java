package chat.parley.push;

import chat.parley.text.Spoilers;
import java.util.regex.Pattern;

/** The beginning of a message for a notification. */
final class Excerpt {

    static final int MAX_CHARACTERS = 120;

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Excerpt() {}

    /** Returns at most {@link #MAX_CHARACTERS} characters in one line, without the text of spoilers. */
    static String of(String text) {
        // Spoilers first: cutting the text could cut off the end of one
        String line = SPACES.matcher(Spoilers.hidden(text)).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) <= MAX_CHARACTERS) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS - 1)).stripTrailing() + "…";
    }
}

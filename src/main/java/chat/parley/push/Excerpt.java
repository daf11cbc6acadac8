package chat.parley.push;

import java.util.regex.Pattern;

/** The beginning of a message for a notification. */
final class Excerpt {

    static final int MAX_CHARACTERS = 120;

    private static final Pattern SPACES = Pattern.compile("\\s+");
    /** Removed before the text is cut, which could cut off the end of a spoiler. */
    private static final Pattern SPOILER = Pattern.compile("\\|\\|.+?\\|\\|", Pattern.DOTALL);

    private Excerpt() {}

    /** Returns at most {@link #MAX_CHARACTERS} characters in one line, without the text of spoilers. */
    static String of(String text) {
        String line = SPACES.matcher(SPOILER.matcher(text).replaceAll("…"))
                .replaceAll(" ")
                .strip();
        if (line.codePointCount(0, line.length()) <= MAX_CHARACTERS) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, MAX_CHARACTERS - 1)).stripTrailing() + "…";
    }
}

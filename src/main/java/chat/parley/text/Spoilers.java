package chat.parley.text;

import java.util.regex.Pattern;

/** Parts of a message that readers uncover themselves, between pairs of vertical bars. */
public final class Spoilers {

    private static final Pattern SPOILER = Pattern.compile("\\|\\|.+?\\|\\|", Pattern.DOTALL);

    private Spoilers() {}

    /** Replaces each spoiler, for texts that are shown outside of Parley, such as notifications. */
    public static String hidden(String text) {
        return SPOILER.matcher(text).replaceAll("…");
    }
}

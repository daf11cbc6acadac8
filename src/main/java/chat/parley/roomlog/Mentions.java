package chat.parley.roomlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message calls.
 *
 * @param names members, as they were when the text was written
 * @param here everybody in the room
 */
record Mentions(List<String> names, boolean here) {

    static final Mentions NONE = new Mentions(List.of(), false);

    private static final String HERE = "@";

    /** From the column: names, and {@code @} for everybody. No name holds a space. */
    static Mentions of(@Nullable String stored) {
        if (stored == null || stored.isEmpty()) {
            return NONE;
        }
        List<String> names = new ArrayList<>(Arrays.asList(stored.split(" ")));
        boolean here = names.remove(HERE);
        return new Mentions(List.copyOf(names), here);
    }

    /** For the column; empty for none. */
    String stored() {
        List<String> words = new ArrayList<>(names);
        if (here) {
            words.add(HERE);
        }
        return String.join(" ", words);
    }

    boolean any() {
        return here || !names.isEmpty();
    }
}

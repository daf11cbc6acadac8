package chat.parley.roomlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mentions of a message.
 *
 * @param names the usernames of mentioned members, as of when the text was written
 * @param here whether everybody in the room is mentioned
 */
record Mentions(List<String> names, boolean here) {

    static final Mentions NONE = new Mentions(List.of(), false);

    /** Represents everybody in lists of names; not a valid username. */
    static final String HERE = "@";

    /** Parses the column: usernames, and {@code @} for everybody, separated by spaces. */
    static Mentions of(@Nullable String stored) {
        if (stored == null || stored.isEmpty()) {
            return NONE;
        }
        List<String> names = new ArrayList<>(Arrays.asList(stored.split(" ")));
        boolean here = names.remove(HERE);
        return new Mentions(List.copyOf(names), here);
    }

    /** Returns the column's value; empty if there are no mentions. */
    String stored() {
        return String.join(" ", all());
    }

    /** Returns the usernames, and {@link #HERE} for everybody. */
    List<String> all() {
        return here ? Stream.concat(names.stream(), Stream.of(HERE)).toList() : names;
    }

    boolean any() {
        return here || !names.isEmpty();
    }
}

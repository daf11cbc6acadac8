package chat.parley.roomlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mentions of a message.
 *
 * @param names the usernames of members who are mentioned by name, as of when the text was written
 * @param groups the mentioned groups
 * @param here whether everybody in the room is mentioned
 */
record Mentions(List<String> names, List<GroupMention> groups, boolean here) {

    static final Mentions NONE = new Mentions(List.of(), List.of(), false);

    /** Represents everybody in lists of names; not a valid username. */
    static final String HERE = "@";

    /**
     * Parses the columns.
     *
     * @param stored usernames, and {@code @} for everybody, separated by spaces
     */
    static Mentions of(@Nullable String stored, @Nullable String storedGroups) {
        List<GroupMention> groups = GroupMention.of(storedGroups);
        if (stored == null || stored.isEmpty()) {
            return groups.isEmpty() ? NONE : new Mentions(List.of(), groups, false);
        }
        List<String> names = new ArrayList<>(Arrays.asList(stored.split(" ")));
        boolean here = names.remove(HERE);
        return new Mentions(List.copyOf(names), groups, here);
    }

    /** Returns the value of the column of names; empty if there are none. */
    String stored() {
        return String.join(
                " ", here ? Stream.concat(names.stream(), Stream.of(HERE)).toList() : names);
    }

    /** Returns the value of the column of groups; empty if there are none. */
    String storedGroups() {
        return GroupMention.stored(groups);
    }

    /** Returns the usernames of all mentioned members, whether by their own name or as part of a group. */
    List<String> people() {
        return groups.isEmpty()
                ? names
                : Stream.concat(names.stream(), groups.stream().flatMap(group -> group.usernames().stream()))
                        .distinct()
                        .toList();
    }

    /** Returns the usernames of all mentioned members, and {@link #HERE} for everybody. */
    List<String> all() {
        return here ? Stream.concat(people().stream(), Stream.of(HERE)).toList() : people();
    }

    List<String> groupNames() {
        return groups.stream().map(GroupMention::name).toList();
    }
}

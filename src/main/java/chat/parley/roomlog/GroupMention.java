package chat.parley.roomlog;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mention of a group in a message.
 *
 * @param name the group's name when the text was written
 * @param usernames those of its people who were members of the room then, without the author
 */
record GroupMention(String name, List<String> usernames) {

    /** Parses the column: a line for each group, in which spaces separate its name and the usernames. */
    static List<GroupMention> of(@Nullable String stored) {
        return stored == null || stored.isEmpty()
                ? List.of()
                : stored.lines().map(GroupMention::ofLine).toList();
    }

    private static GroupMention ofLine(String line) {
        List<String> names = Arrays.asList(line.split(" "));
        return new GroupMention(names.get(0), List.copyOf(names.subList(1, names.size())));
    }

    /** Returns the column's value; empty if there are no groups. */
    static String stored(List<GroupMention> groups) {
        return groups.stream().map(GroupMention::line).collect(Collectors.joining("\n"));
    }

    private String line() {
        return usernames.isEmpty() ? name : name + " " + String.join(" ", usernames);
    }
}

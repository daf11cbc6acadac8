package chat.parley.message;

import chat.parley.account.Usernames;
import chat.parley.roomlog.Calls;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds whom a text mentions, by the grammar by which the pages show it ({@code src/docs/markup.md}). Takes time in
 * proportion to the text.
 */
@Component
class MentionReader {

    /** A text for more people than these is for {@code @here}. */
    private static final int MAX_MENTIONS = 50;

    /** Scripts without spaces allow many names for each mention; their keys take time. */
    private static final int MAX_NAMES = 400;

    private final Usernames usernames;

    MentionReader(Usernames usernames) {
        this.usernames = usernames;
    }

    Calls read(String text) {
        if (text.indexOf('@') < 0) {
            return Calls.NONE;
        }
        List<List<String>> mentions = mentions(text);
        return new Calls(people(mentions), mentions.stream().anyMatch(MentionReader::isHere));
    }

    /** For each mention the names that may be meant, the longest first; each list once. */
    static List<List<String>> mentions(String text) {
        return MarkupLines.of(text).stream()
                .flatMap(line -> MarkupLine.mentions(line).stream())
                .distinct()
                .toList();
    }

    private static boolean isHere(List<String> names) {
        return names.stream().anyMatch(MentionNames.HERE::equalsIgnoreCase);
    }

    private List<List<String>> people(List<List<String>> mentions) {
        Set<List<String>> people = new LinkedHashSet<>();
        int names = 0;
        for (List<String> mention : mentions) {
            names += mention.size();
            List<String> keys = people.size() < MAX_MENTIONS && names <= MAX_NAMES ? keys(mention) : List.of();
            if (!keys.isEmpty()) {
                people.add(keys);
            }
        }
        return List.copyOf(people);
    }

    private List<String> keys(List<String> names) {
        List<String> keys = new ArrayList<>();
        names.forEach(name -> usernames.key(name).ifPresent(keys::add));
        return List.copyOf(keys);
    }
}

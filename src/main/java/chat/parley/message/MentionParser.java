package chat.parley.message;

import chat.parley.account.Usernames;
import chat.parley.roomlog.MentionedNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Finds the mentions in a text, according to the grammar that the pages use to render it ({@code src/docs/markup.md}).
 * Takes time linear in the length of the text.
 */
@Component
class MentionParser {

    /** Texts that address more accounts should use {@code @here}. */
    private static final int MAX_MENTIONS = 50;

    /** Scripts without spaces lead to many candidate names per mention, and computing their keys takes time. */
    private static final int MAX_NAMES = 400;

    private final Usernames usernames;

    MentionParser(Usernames usernames) {
        this.usernames = usernames;
    }

    MentionedNames read(String text) {
        if (text.indexOf('@') < 0) {
            return MentionedNames.NONE;
        }
        List<List<String>> mentions = mentions(text);
        return new MentionedNames(people(mentions), mentions.stream().anyMatch(MentionParser::isHere), true);
    }

    /** Returns for each mention the candidate names, the longest first, without duplicate lists. */
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

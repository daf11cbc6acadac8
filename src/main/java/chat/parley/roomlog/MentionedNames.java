package chat.parley.roomlog;

import java.util.List;
import java.util.stream.Stream;

/**
 * The accounts and groups that a text may mention: the candidates after each {@code @}. The room log decides which of
 * them are members or groups.
 *
 * @param candidates for each {@code @}, the keys of the names that it may refer to, the longest first
 * @param here whether the text mentions everybody in the room
 * @param groups whether the text may mention groups
 */
public record MentionedNames(List<List<String>> candidates, boolean here, boolean groups) {

    public static final MentionedNames NONE = new MentionedNames(List.of(), false, true);

    /** Returns the same mentions, but none of groups and of everybody. */
    public MentionedNames ofPeopleOnly() {
        return candidates.isEmpty() ? NONE : new MentionedNames(candidates, false, false);
    }

    /** Returns all candidate keys. */
    Stream<String> keys() {
        return candidates.stream().flatMap(List::stream).distinct();
    }
}

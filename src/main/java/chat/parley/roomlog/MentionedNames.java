package chat.parley.roomlog;

import java.util.List;
import java.util.stream.Stream;

/**
 * The accounts that a text may mention: the candidates after each {@code @}. The room log decides which of them are
 * members.
 *
 * @param candidates for each {@code @}, the keys of the names that it may refer to, the longest first
 * @param here whether the text mentions everybody in the room
 */
public record MentionedNames(List<List<String>> candidates, boolean here) {

    public static final MentionedNames NONE = new MentionedNames(List.of(), false);

    /** Returns all candidate keys. */
    Stream<String> keys() {
        return candidates.stream().flatMap(List::stream).distinct();
    }
}

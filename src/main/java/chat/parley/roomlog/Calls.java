package chat.parley.roomlog;

import java.util.List;
import java.util.stream.Stream;

/**
 * Whom a text may call: what stands behind its {@code @}s. Which of these are members is decided by the log.
 *
 * @param people for each {@code @} the keys of the names that may be meant, the longest first
 * @param here whether it calls everybody in the room
 */
public record Calls(List<List<String>> people, boolean here) {

    public static final Calls NONE = new Calls(List.of(), false);

    /** All keys that may be somebody's. */
    Stream<String> keys() {
        return people.stream().flatMap(List::stream).distinct();
    }
}

package chat.parley.roomlog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The mentions that the edits and deletions of a batch add and remove, compared with those before the batch. */
final class MentionChanges {

    private final Map<Long, Mentions> previous = new LinkedHashMap<>();

    /** Must be called before the first change of a message. */
    void remember(MessageRow before) {
        previous.putIfAbsent(before.seq(), before.mentions());
    }

    /** Returns the numbers of the messages that were remembered. */
    Set<Long> changed() {
        return previous.keySet();
    }

    /** Returns the mentions that new messages were posted with and still have. */
    Stream<MentionRow> ofPosts(Collection<MessageRow> posted) {
        return posted.stream().flatMap(row -> rows(row, 0, unchanged(row)));
    }

    /** @param changed the present rows of the {@link #changed} messages */
    Stream<MentionRow> added(Collection<MessageRow> changed) {
        return changed.stream().flatMap(row -> rows(row, row.revision(), difference(row.mentions(), before(row))));
    }

    /** @param changed the present rows of the {@link #changed} messages that were stored before the batch */
    Stream<MentionRow> removed(Collection<MessageRow> changed) {
        return changed.stream().flatMap(row -> rows(row, 0, difference(before(row), row.mentions())));
    }

    private Mentions before(MessageRow row) {
        return previous.getOrDefault(row.seq(), row.mentions());
    }

    private List<String> unchanged(MessageRow row) {
        return before(row).all().stream().filter(row.mentions().all()::contains).toList();
    }

    private static List<String> difference(Mentions mentions, Mentions excluded) {
        return mentions.all().stream()
                .filter(name -> !excluded.all().contains(name))
                .toList();
    }

    private static Stream<MentionRow> rows(MessageRow row, long revision, List<String> names) {
        return names.stream().map(name -> new MentionRow(row.room(), row.seq(), name, revision));
    }

    /**
     * A mention of an account in a message.
     *
     * @param name the account's username, or {@link Mentions#HERE}
     * @param revision the revision of the edit that added the mention; 0 if the message was posted with it
     */
    record MentionRow(String room, long seq, String name, long revision) {}
}

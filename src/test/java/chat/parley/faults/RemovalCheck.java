package chat.parley.faults;

import chat.parley.faults.Event.Changed;
import chat.parley.faults.Event.Opened;
import chat.parley.faults.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Nothing is delivered to who is no member, from the removal's revision on until that of the return. */
final class RemovalCheck {

    private final String room;
    private final Consumer<Violation> tell;
    private final Map<String, TreeMap<Long, Boolean>> memberships = new HashMap<>();

    RemovalCheck(String room, Consumer<Violation> tell) {
        this.room = room;
        this.tell = tell;
    }

    void check(List<History> histories) {
        for (History history : histories) {
            history.all(Opened.class, room).forEach(opened -> opened.rows().forEach(this::learn));
            history.all(Changed.class, room).forEach(changed -> changed.rows().forEach(this::learn));
        }
        for (History history : histories) {
            TreeMap<Long, Boolean> membership = memberships.getOrDefault(history.account(), new TreeMap<>());
            history.all(Opened.class, room)
                    .filter(opened -> left(membership, opened.revision()) >= 0)
                    .forEach(opened -> overheard(history, membership, opened.revision()));
            history.all(Changed.class, room)
                    .filter(changed -> left(membership, changed.revision()) >= 0
                            && left(membership, changed.revision()) < changed.revision())
                    .forEach(changed -> overheard(history, membership, changed.revision()));
        }
    }

    private void learn(Row row) {
        row.member()
                .ifPresent(name -> memberships
                        .computeIfAbsent(name, account -> new TreeMap<>())
                        .put(row.revision(), row.joined()));
    }

    /**
     * When the account left, if it was away at this revision; -1 if it was a member, or nobody knows: who leaves twice was
     * back between, at a revision that the second leaving has overwritten.
     */
    private static long left(TreeMap<Long, Boolean> membership, long revision) {
        Map.Entry<Long, Boolean> last = membership.floorEntry(revision);
        Map.Entry<Long, Boolean> next = membership.higherEntry(revision);
        boolean away = last != null && !last.getValue() && (next == null || next.getValue());
        return away ? last.getKey() : -1;
    }

    private void overheard(History history, TreeMap<Long, Boolean> membership, long revision) {
        tell.accept(new Violation(
                Kind.OVERHEARD,
                history.account() + " left " + room + " at " + left(membership, revision) + " and was told of "
                        + revision));
    }
}

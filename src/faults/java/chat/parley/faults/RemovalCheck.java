package chat.parley.faults;

import chat.parley.faults.Event.Changed;
import chat.parley.faults.Event.Opened;
import chat.parley.faults.Violation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks that nothing is delivered to an account between the revision of its removal and that of its return. A page of
 * changes that covers the removal without a row for it was read after the return had overwritten that row; it was read
 * for a member, and may contain messages posted meanwhile.
 */
final class RemovalCheck {

    private final String room;
    private final ViolationReport report;
    private final Map<String, TreeMap<Long, Boolean>> memberships = new HashMap<>();

    RemovalCheck(String room, ViolationReport report) {
        this.room = room;
        this.report = report;
    }

    void check(List<History> histories) {
        for (History history : histories) {
            history.all(Opened.class, room).forEach(opened -> opened.rows().forEach(this::record));
            history.all(Changed.class, room).forEach(changed -> changed.rows().forEach(this::record));
        }
        for (History history : histories) {
            TreeMap<Long, Boolean> membership = memberships.getOrDefault(history.account(), new TreeMap<>());
            history.all(Opened.class, room)
                    .filter(opened -> left(membership, opened.revision()) >= 0)
                    .forEach(opened -> overheard(history, membership, opened.revision()));
            history.all(Changed.class, room)
                    .filter(changed -> left(membership, changed.revision()) >= 0
                            && left(membership, changed.revision()) < changed.revision()
                            && !readAfterTheReturn(changed, history.account(), left(membership, changed.revision())))
                    .forEach(changed -> overheard(history, membership, changed.revision()));
        }
    }

    private static boolean readAfterTheReturn(Changed changed, String account, long left) {
        return changed.after() < left
                && changed.rows().stream().noneMatch(row -> row.member().equals(Optional.of(account)));
    }

    private void record(Row row) {
        row.member()
                .ifPresent(name -> memberships
                        .computeIfAbsent(name, account -> new TreeMap<>())
                        .put(row.revision(), row.joined()));
    }

    /**
     * The revision at which the account left, if it was away at the given revision; -1 if it was a member, or if that
     * is unknown: an account that leaves twice had returned in between, at a revision that the second removal has
     * overwritten.
     */
    private static long left(TreeMap<Long, Boolean> membership, long revision) {
        Map.Entry<Long, Boolean> last = membership.floorEntry(revision);
        Map.Entry<Long, Boolean> next = membership.higherEntry(revision);
        boolean removed = last != null && !last.getValue() && (next == null || next.getValue());
        return removed ? last.getKey() : -1;
    }

    private void overheard(History history, TreeMap<Long, Boolean> membership, long revision) {
        report.add(
                Kind.OVERHEARD,
                history.account() + " left " + room + " at " + left(membership, revision) + " and received "
                        + revision);
    }
}

package chat.parley.roomlog;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The members of whom a lane has read lately, so that a room whose people go on writing is not asked for them again. What
 * a member may do changes with a revision of the room: what was read at the room's newest one is true, whoever changed it,
 * and all else is forgotten. Read marks move without one and may be old here.
 *
 * <p>Bounded; the rooms that were written to longest ago go first. For one transaction at a time.
 */
final class KnownMembers {

    /** Some 250 bytes each. */
    private static final int MOST = 5_000;

    private final LinkedHashMap<String, Known> rooms = new LinkedHashMap<>(16, 0.75f, true);
    private final Supplier<String> epoch;
    private final Consumer<String> wentBack;
    private String keptEpoch;
    private int size;

    /**
     * @param epoch the current one of the database's history
     * @param wentBack is told the epoch in which a room had a greater revision than it has now
     */
    KnownMembers(Supplier<String> epoch, Consumer<String> wentBack) {
        this.epoch = epoch;
        this.wentBack = wentBack;
        this.keptEpoch = epoch.get();
    }

    /** The epoch of what a transaction reads that begins now. */
    String epoch() {
        return epoch.get();
    }

    /** By account; only those of the room's own revision. */
    Map<Long, MemberRow> of(RoomRow room) {
        forgetFormerEpoch();
        Known last = rooms.get(room.id());
        if (last != null && last.revision() > room.revision()) {
            wentBack.accept(keptEpoch);
        }
        return last != null && last.revision() == room.revision() ? last.members() : Map.of();
    }

    /**
     * Takes what a transaction knew, read and changed; to be called after the commit.
     *
     * @param read the epoch in which the transaction began
     */
    void keep(RoomDraft draft, String read) {
        forgetFormerEpoch();
        if (!read.equals(keptEpoch)) {
            return;
        }
        String room = draft.room().id();
        Known before = rooms.remove(room);
        Map<Long, MemberRow> members = new HashMap<>();
        if (before != null) {
            size -= before.members().size();
            members = before.members() == draft.members().known() ? before.members() : members;
        }
        members.putAll(draft.members().read());
        rooms.put(room, new Known(draft.room().revision(), members));
        size += members.size();
        trim();
    }

    /** Equal revisions of different epochs are different states. */
    private void forgetFormerEpoch() {
        String now = epoch.get();
        if (!now.equals(keptEpoch)) {
            rooms.clear();
            size = 0;
            keptEpoch = now;
        }
    }

    private void trim() {
        for (Iterator<Known> eldest = rooms.values().iterator(); size > MOST && eldest.hasNext(); ) {
            size -= eldest.next().members().size();
            eldest.remove();
        }
    }

    private record Known(long revision, Map<Long, MemberRow> members) {}
}

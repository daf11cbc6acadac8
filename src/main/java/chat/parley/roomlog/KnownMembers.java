package chat.parley.roomlog;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

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
    private int size;

    /** By account; only those of the room's own revision. */
    Map<Long, MemberRow> of(RoomRow room) {
        Known known = rooms.get(room.id());
        return known != null && known.revision() == room.revision() ? known.members() : Map.of();
    }

    /** Takes what a transaction knew, read and changed; to be called after the commit. */
    void keep(RoomDraft draft) {
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

    private void trim() {
        for (Iterator<Known> eldest = rooms.values().iterator(); size > MOST && eldest.hasNext(); ) {
            size -= eldest.next().members().size();
            eldest.remove();
        }
    }

    private record Known(long revision, Map<Long, MemberRow> members) {}
}

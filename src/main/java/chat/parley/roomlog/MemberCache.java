package chat.parley.roomlog;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Caches the rooms that a write queue has written to recently and the members that it has read, so that those of a busy
 * room are not read again for each transaction. A room and its members' permissions change only with a revision of the
 * room: what was read at the room's newest revision is valid, whichever node changed it, and all else is discarded.
 * Read marks move without a revision and may be stale here.
 *
 * <p>Bounded; the least recently written rooms are evicted first. Not thread-safe: a write queue uses it for one
 * transaction at a time.
 */
final class MemberCache {

    /** Members of all rooms together, about 250 bytes each. */
    private static final int MAX_MEMBERS = 5_000;

    private final LinkedHashMap<String, CachedRoom> rooms = new LinkedHashMap<>(16, 0.75f, true);
    private final Supplier<String> epoch;
    private final Consumer<String> wentBack;
    private String cachedEpoch;
    private int size;

    /**
     * @param epoch supplies the current epoch of the database's history
     * @param wentBack receives the epoch in which a room had a greater revision than it has now
     */
    MemberCache(Supplier<String> epoch, Consumer<String> wentBack) {
        this.epoch = epoch;
        this.wentBack = wentBack;
        this.cachedEpoch = epoch.get();
    }

    /** Returns the epoch that applies to a transaction that begins now. */
    String epoch() {
        return epoch.get();
    }

    /** Returns the cached members by account id; empty unless they were read at the room's current revision. */
    Map<Long, MemberRow> members(RoomRow room) {
        clearAfterEpochChange();
        CachedRoom cached = rooms.get(room.id());
        if (cached != null && cached.revision() > room.revision()) {
            wentBack.accept(cachedEpoch);
        }
        return cached != null && cached.revision() == room.revision() ? cached.members() : Map.of();
    }

    /**
     * Returns a room as this queue last wrote it, which may be stale; null if it is not cached, or if something else
     * wrote to it before this queue's last transaction and is likely to do so again.
     */
    @Nullable
    RoomRow room(String id) {
        clearAfterEpochChange();
        CachedRoom cached = rooms.get(id);
        return cached == null || cached.contended() ? null : cached.room();
    }

    /**
     * Stores the members that a transaction knew, read and changed. Must be called after the commit.
     *
     * @param epochAtRead the epoch in which the transaction began
     */
    void update(RoomDraft draft, String epochAtRead) {
        clearAfterEpochChange();
        if (!epochAtRead.equals(cachedEpoch)) {
            return;
        }
        String room = draft.room().id();
        CachedRoom previous = rooms.remove(room);
        boolean contended =
                previous != null && previous.members() != draft.members().cached();
        if (previous != null) {
            size -= previous.members().size();
        }
        Map<Long, MemberRow> members = previous == null || contended ? new HashMap<>() : previous.members();
        members.putAll(draft.members().loaded());
        rooms.put(room, new CachedRoom(draft.room(), members, contended));
        size += members.size();
        trim();
    }

    /** Discards everything after a change of the epoch, because revisions of different epochs cannot be compared. */
    private void clearAfterEpochChange() {
        String current = epoch.get();
        if (!current.equals(cachedEpoch)) {
            rooms.clear();
            size = 0;
            cachedEpoch = current;
        }
    }

    private void trim() {
        for (Iterator<CachedRoom> eldest = rooms.values().iterator(); size > MAX_MEMBERS && eldest.hasNext(); ) {
            size -= eldest.next().members().size();
            eldest.remove();
        }
    }

    /** @param contended whether something else wrote to the room between this queue's last two transactions */
    private record CachedRoom(RoomRow room, Map<Long, MemberRow> members, boolean contended) {

        long revision() {
            return room.revision();
        }
    }
}

package chat.parley.roomlog;

import chat.parley.roomlog.state.NoticeEvent;
import chat.parley.roomlog.state.NoticeState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of a {@link RoomDraft} that concerns notices: what is shown between the messages. */
final class NoticeDraft {

    private final Map<Long, NoticeRow> loaded = new HashMap<>();
    private final TreeMap<Long, NoticeRow> changed = new TreeMap<>();
    private final Map<Long, NoticeState> states = new HashMap<>();

    /** Adds the notice that follows the newest message. */
    void load(NoticeRow notice) {
        loaded.put(notice.state().seq(), notice);
    }

    /** Adds an event after the newest message. */
    void add(RoomRow room, NoticeEvent event) {
        long seq = room.lastSeq();
        NoticeRow before = changed.getOrDefault(seq, loaded.getOrDefault(seq, NoticeRow.empty(room.id(), seq)));
        NoticeRow after = before.with(event, room.revision());
        changed.put(seq, after);
        states.put(room.revision(), after.state());
    }

    /** Returns the notice as of this revision, if the change with this revision altered it; null otherwise. */
    @Nullable
    NoticeState at(long revision) {
        return states.get(revision);
    }

    /** Returns the notices to store. */
    List<NoticeRow> changed() {
        return List.copyOf(changed.values());
    }
}

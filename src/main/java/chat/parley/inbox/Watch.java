package chat.parley.inbox;

import chat.parley.roomlog.MessageState;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has still to be told of its account's rooms: for each at most how it stands now, however long the
 * connection takes nothing. Everything runs on the connection's loop, except where said.
 */
public final class Watch {

    private final Watcher watcher;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /** Rooms that are open on the connection tell by themselves; what stands here is for the moment of their closing. */
    private final Map<String, Waiting> open = new HashMap<>();

    private final Consumer<Watch> ended;
    private boolean begun;

    /** @param ended told, on any thread, when nobody wants to be told any more */
    Watch(Watcher watcher, Consumer<Watch> ended) {
        this.watcher = watcher;
        this.ended = ended;
    }

    Watcher watcher() {
        return watcher;
    }

    /** The client has been told how everything stands; what came meanwhile follows. */
    public void begin() {
        begun = true;
        watcher.newsWaits();
    }

    /** Nothing more is told. May be called from anywhere; twice is harmless. */
    public void end() {
        ended.accept(this);
    }

    /** A room is not open on the connection any more. */
    public void closed(String room) {
        Waiting held = open.remove(room);
        if (held != null) {
            waiting.merge(room, held, (newer, older) -> newer);
            watcher.newsWaits();
        }
    }

    void tell(String room, News news) {
        waiting.put(room, waiting.getOrDefault(room, Waiting.NOTHING).with(news, watcher.username()));
        if (begun) {
            watcher.newsWaits();
        }
    }

    /** The next news; null if there is none now, in which case the watcher will be called when there is. */
    public @Nullable News next() {
        Iterator<Map.Entry<String, Waiting>> rooms = waiting.entrySet().iterator();
        while (begun && rooms.hasNext()) {
            Map.Entry<String, Waiting> room = rooms.next();
            News news = take(room);
            if (room.getValue().isEmpty()) {
                rooms.remove();
            }
            if (news != null) {
                return news;
            }
        }
        return null;
    }

    private @Nullable News take(Map.Entry<String, Waiting> room) {
        Waiting first = room.getValue();
        if (first.summary() != null) {
            room.setValue(new Waiting(null, first.unread()));
            return first.summary();
        }
        room.setValue(Waiting.NOTHING);
        if (first.unread() != null && watcher.open(room.getKey())) {
            open.put(room.getKey(), first.withoutMessage());
            return null;
        }
        return first.unread();
    }

    /** @param summary that the room is there, or gone; told first */
    private record Waiting(@Nullable News summary, News.@Nullable Unread unread) {

        static final Waiting NOTHING = new Waiting(null, null);

        Waiting with(News news, String username) {
            if (news instanceof News.Unread next) {
                return summary instanceof News.Gone ? this : new Waiting(summary, newer(next, username));
            }
            MessageState message = unread == null ? null : unread.message();
            return news instanceof News.Room room && message != null
                    ? new Waiting(news, Place.unread(room.room(), message))
                    : new Waiting(news, null);
        }

        /** A message that calls the account is not lost behind newer ones. */
        private News.Unread newer(News.Unread next, String username) {
            MessageState before = unread == null ? null : unread.message();
            MessageState after = next.message();
            boolean keep =
                    before != null && (after == null || Calls.to(username, before) && !Calls.to(username, after));
            return new News.Unread(next.room(), next.lastSeq(), next.readSeq(), next.mentions(), keep ? before : after);
        }

        /** Who had the room open has seen the message. */
        Waiting withoutMessage() {
            return unread == null
                    ? this
                    : new Waiting(
                            summary,
                            new News.Unread(
                                    unread.room(), unread.lastSeq(), unread.readSeq(), unread.mentions(), null));
        }

        boolean isEmpty() {
            return summary == null && unread == null;
        }
    }
}

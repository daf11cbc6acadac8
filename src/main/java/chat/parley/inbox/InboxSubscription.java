package chat.parley.inbox;

import chat.parley.roomlog.state.MessageState;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscription of a connection to all rooms of its account. Buffers at most the current state of each room, however
 * slow the client is. Confined to the connection's event loop, except for {@link #end}.
 */
public final class InboxSubscription {

    private final InboxSubscriber watcher;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /** Updates of rooms that are open on the connection, held back until they are closed. */
    private final Map<String, Waiting> open = new HashMap<>();

    private final Consumer<InboxSubscription> ended;
    private boolean begun;

    /** @param ended called on any thread when the subscription ends */
    InboxSubscription(InboxSubscriber watcher, Consumer<InboxSubscription> ended) {
        this.watcher = watcher;
        this.ended = ended;
    }

    InboxSubscriber watcher() {
        return watcher;
    }

    /** Starts sending updates. Called after the client has received the initial state; updates since then follow. */
    public void begin() {
        begun = true;
        watcher.newsWaits();
    }

    /** Ends the subscription. Thread-safe and idempotent. */
    public void end() {
        ended.accept(this);
    }

    /** Called when a room is no longer open on the connection: releases the update that was held back. */
    public void closed(String room) {
        Waiting held = open.remove(room);
        if (held != null) {
            waiting.merge(room, held, (newer, older) -> newer);
            watcher.newsWaits();
        }
    }

    void tell(String room, UnreadUpdate news) {
        waiting.put(room, waiting.getOrDefault(room, Waiting.NOTHING).with(news, watcher.username()));
        if (begun) {
            watcher.newsWaits();
        }
    }

    /** Returns the next update; null if there is none. The subscriber is then notified of the next one. */
    public @Nullable UnreadUpdate next() {
        Iterator<Map.Entry<String, Waiting>> rooms = waiting.entrySet().iterator();
        while (begun && rooms.hasNext()) {
            Map.Entry<String, Waiting> room = rooms.next();
            UnreadUpdate news = take(room);
            if (room.getValue().isEmpty()) {
                rooms.remove();
            }
            if (news != null) {
                return news;
            }
        }
        return null;
    }

    private @Nullable UnreadUpdate take(Map.Entry<String, Waiting> room) {
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

    /** @param summary an update that adds, replaces or removes the room; sent before {@code unread} */
    private record Waiting(@Nullable UnreadUpdate summary, UnreadUpdate.@Nullable Unread unread) {

        static final Waiting NOTHING = new Waiting(null, null);

        Waiting with(UnreadUpdate news, String username) {
            if (news instanceof UnreadUpdate.Unread next) {
                return summary instanceof UnreadUpdate.Gone ? this : new Waiting(summary, newer(next, username));
            }
            MessageState message = unread == null ? null : unread.message();
            return news instanceof UnreadUpdate.Room room && message != null
                    ? new Waiting(news, UnreadState.unread(room.room(), message))
                    : new Waiting(news, null);
        }

        /** Keeps a message that mentions the account instead of a newer one that does not. */
        private UnreadUpdate.Unread newer(UnreadUpdate.Unread next, String username) {
            MessageState before = unread == null ? null : unread.message();
            MessageState after = next.message();
            boolean keep = before != null
                    && (after == null || MessageMentions.to(username, before) && !MessageMentions.to(username, after));
            return new UnreadUpdate.Unread(
                    next.room(),
                    next.lastSeq(),
                    next.readSeq(),
                    next.mentions(),
                    next.deletedUnread(),
                    keep ? before : after);
        }

        /** Omits the message, which was visible while the room was open. */
        Waiting withoutMessage() {
            return unread == null
                    ? this
                    : new Waiting(
                            summary,
                            new UnreadUpdate.Unread(
                                    unread.room(),
                                    unread.lastSeq(),
                                    unread.readSeq(),
                                    unread.mentions(),
                                    unread.deletedUnread(),
                                    null));
        }

        boolean isEmpty() {
            return summary == null && unread == null;
        }
    }
}

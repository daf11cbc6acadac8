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

    private final InboxSubscriber subscriber;
    private final Map<String, Pending> pending = new LinkedHashMap<>();

    /** Updates of rooms that are open on the connection, held back until they are closed. */
    private final Map<String, Pending> withheld = new HashMap<>();

    private final Consumer<InboxSubscription> onEnd;
    private boolean started;

    /** @param onEnd called on any thread when the subscription ends */
    InboxSubscription(InboxSubscriber subscriber, Consumer<InboxSubscription> onEnd) {
        this.subscriber = subscriber;
        this.onEnd = onEnd;
    }

    InboxSubscriber subscriber() {
        return subscriber;
    }

    /** Starts sending updates. Called after the client has received the initial state; updates since then follow. */
    public void start() {
        started = true;
        subscriber.updatesPending();
    }

    /** Ends the subscription. Thread-safe and idempotent. */
    public void end() {
        onEnd.accept(this);
    }

    /** Called when a room is no longer open on the connection: releases the update that was held back. */
    public void closed(String room) {
        Pending update = withheld.remove(room);
        if (update != null) {
            pending.merge(room, update, (newer, older) -> newer);
            subscriber.updatesPending();
        }
    }

    void add(String room, UnreadUpdate update) {
        if (!(update instanceof UnreadUpdate.Unread)) {
            withheld.remove(room);
        }
        pending.put(room, pending.getOrDefault(room, Pending.NONE).with(update, subscriber.username()));
        if (started) {
            subscriber.updatesPending();
        }
    }

    /** Returns the next update; null if there is none. The subscriber is then notified of the next one. */
    public @Nullable UnreadUpdate next() {
        Iterator<Map.Entry<String, Pending>> rooms = pending.entrySet().iterator();
        while (started && rooms.hasNext()) {
            Map.Entry<String, Pending> room = rooms.next();
            UnreadUpdate update = take(room);
            if (room.getValue().isEmpty()) {
                rooms.remove();
            }
            if (update != null) {
                return update;
            }
        }
        return null;
    }

    private @Nullable UnreadUpdate take(Map.Entry<String, Pending> room) {
        Pending current = room.getValue();
        if (current.summary() != null) {
            room.setValue(new Pending(null, current.unread()));
            return current.summary();
        }
        room.setValue(Pending.NONE);
        if (current.unread() != null && subscriber.isOpen(room.getKey())) {
            withheld.put(room.getKey(), current.withoutMessage());
            return null;
        }
        return current.unread();
    }

    /** @param summary an update that adds, replaces or removes the room; sent before {@code unread} */
    private record Pending(@Nullable UnreadUpdate summary, UnreadUpdate.@Nullable Unread unread) {

        static final Pending NONE = new Pending(null, null);

        Pending with(UnreadUpdate update, String username) {
            if (update instanceof UnreadUpdate.Unread next) {
                return summary instanceof UnreadUpdate.Gone ? this : new Pending(summary, latest(next, username));
            }
            MessageState message = unread == null ? null : unread.message();
            return update instanceof UnreadUpdate.Room room && message != null
                    ? new Pending(update, UnreadState.unread(room.room(), message))
                    : new Pending(update, null);
        }

        /** Keeps a message that mentions the account instead of a newer one that does not. */
        private UnreadUpdate.Unread latest(UnreadUpdate.Unread next, String username) {
            MessageState before = unread == null ? null : unread.message();
            MessageState after = next.message();
            boolean keepBefore = before != null
                    && (after == null || MessageMentions.to(username, before) && !MessageMentions.to(username, after));
            return new UnreadUpdate.Unread(
                    next.room(),
                    next.lastSeq(),
                    next.readSeq(),
                    next.mentions(),
                    next.deletedUnread(),
                    keepBefore ? before : after);
        }

        /** Omits the message, which was visible while the room was open. */
        Pending withoutMessage() {
            return unread == null
                    ? this
                    : new Pending(
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

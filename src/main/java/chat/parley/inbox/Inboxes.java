package chat.parley.inbox;

import chat.parley.hub.Hub;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The accounts with subscriptions on this node, and their rooms. A room is observed while any of its members has a
 * subscription. Confined to the inbox thread.
 */
final class Inboxes {

    private final Map<String, Inbox> inboxes = new LinkedHashMap<>();
    private final Map<String, WatchedRoom> rooms = new HashMap<>();
    private final Hub hub;
    private final RoomFactory factory;

    Inboxes(Hub hub, RoomFactory factory) {
        this.hub = hub;
        this.factory = factory;
    }

    /** Creates the observer of a room. */
    interface RoomFactory {
        WatchedRoom create(String room);
    }

    /** Returns the account's inbox after adding a subscription. */
    Inbox open(long account, String username, InboxSubscription subscription) {
        Inbox inbox = inboxes.computeIfAbsent(username, name -> new Inbox(account, name));
        inbox.subscriptions().add(subscription);
        return inbox;
    }

    /** Removes a subscription; with the last one, removes the inbox. */
    void close(String username, InboxSubscription subscription) {
        Inbox inbox = inboxes.get(username);
        if (inbox != null && inbox.subscriptions().remove(subscription) && !inbox.isWatched()) {
            List.copyOf(inbox.rooms()).forEach(room -> leave(inbox, room));
            inboxes.remove(username);
        }
    }

    @Nullable
    Inbox get(String username) {
        return inboxes.get(username);
    }

    /**
     * Starts observing a room for an account, whose unread state there is still unknown. Completes when no further
     * change can be missed.
     */
    Mono<Void> enter(Inbox inbox, String room) {
        inbox.put(room, UnreadState.UNKNOWN);
        WatchedRoom watched = rooms.computeIfAbsent(room, id -> {
            WatchedRoom created = factory.create(id);
            created.observedThrough(hub.observe(id, created));
            return created;
        });
        watched.inboxes().add(inbox);
        return hub.live(room);
    }

    /** @return whether the account was a member of the room, as far as this node knew */
    boolean leave(Inbox inbox, String room) {
        WatchedRoom watched = rooms.get(room);
        if (watched != null
                && watched.inboxes().remove(inbox)
                && watched.inboxes().isEmpty()) {
            watched.leave();
            rooms.remove(room);
        }
        return inbox.remove(room);
    }

    /** Returns the next inboxes in round-robin order. */
    List<Inbox> next(int limit) {
        List<Inbox> batch = new ArrayList<>();
        Iterator<Inbox> remaining = inboxes.values().iterator();
        while (remaining.hasNext() && batch.size() < limit) {
            batch.add(remaining.next());
            remaining.remove();
        }
        batch.forEach(inbox -> inboxes.put(inbox.username(), inbox));
        return batch;
    }

    List<Inbox> all() {
        return List.copyOf(inboxes.values());
    }

    int size() {
        return inboxes.size();
    }
}

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
 * The accounts that connections of this node watch for, and their rooms. A room is attended from its first watched
 * member to its last. Touched on one thread alone, so that no two things happen to an account at once.
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

    /** Makes a room to be watched. */
    interface RoomFactory {
        WatchedRoom watched(String room);
    }

    /** The inbox of an account, with one more watch. */
    Inbox open(long account, String username, Watch watch) {
        Inbox inbox = inboxes.computeIfAbsent(username, name -> new Inbox(account, name));
        inbox.watches().add(watch);
        return inbox;
    }

    /** One watch less; after the last one nothing of the account is left. */
    void close(String username, Watch watch) {
        Inbox inbox = inboxes.get(username);
        if (inbox != null && inbox.watches().remove(watch) && !inbox.watched()) {
            List.copyOf(inbox.rooms()).forEach(room -> leave(inbox, room));
            inboxes.remove(username);
        }
    }

    @Nullable
    Inbox of(String username) {
        return inboxes.get(username);
    }

    /** Attends a room for an account, whose place there is not known yet; completes when nothing is missed any more. */
    Mono<Void> enter(Inbox inbox, String room) {
        inbox.put(room, Place.UNKNOWN);
        WatchedRoom watched = rooms.computeIfAbsent(room, id -> {
            WatchedRoom first = factory.watched(id);
            first.attendedBy(hub.attend(id, first));
            return first;
        });
        watched.inboxes().add(inbox);
        return hub.live(room);
    }

    /** @return whether the account was there, as far as is known */
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

    /** Those whose turn it is, in a circle. */
    List<Inbox> next(int most) {
        List<Inbox> turn = new ArrayList<>();
        Iterator<Inbox> all = inboxes.values().iterator();
        while (all.hasNext() && turn.size() < most) {
            turn.add(all.next());
            all.remove();
        }
        turn.forEach(inbox -> inboxes.put(inbox.username(), inbox));
        return turn;
    }

    List<Inbox> all() {
        return List.copyOf(inboxes.values());
    }

    int size() {
        return inboxes.size();
    }
}

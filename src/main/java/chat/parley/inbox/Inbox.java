package chat.parley.inbox;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account that is watched for by connections of this node. Touched on the inboxes' thread alone. */
final class Inbox {

    private final long account;
    private final String username;
    private final Map<String, Place> places = new HashMap<>();
    private final Set<Watch> watches = new HashSet<>();

    Inbox(long account, String username) {
        this.account = account;
        this.username = username;
    }

    long account() {
        return account;
    }

    String username() {
        return username;
    }

    Set<Watch> watches() {
        return watches;
    }

    boolean watched() {
        return !watches.isEmpty();
    }

    Set<String> rooms() {
        return places.keySet();
    }

    @Nullable
    Place place(String room) {
        return places.get(room);
    }

    void put(String room, Place place) {
        places.put(room, place);
    }

    /** @return whether the account was in the room, as far as is known */
    boolean remove(String room) {
        return places.remove(room) != null;
    }
}

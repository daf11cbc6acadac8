package chat.parley.inbox;

import chat.parley.roomlog.state.MessageState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rooms of an account with subscriptions on this node, and their unread state. Confined to the inbox thread. */
final class Inbox {

    private final long account;
    private final String username;
    private final Map<String, UnreadState> places = new HashMap<>();
    /** By room, an edited message that may newly mention the account; the next read of the database decides. */
    private final Map<String, MessageState> edited = new HashMap<>();

    /**
     * By room, the revision at which a read found more mentions although the edit that adds them was not yet recorded.
     */
    private final Map<String, Long> risen = new HashMap<>();

    private final Set<InboxSubscription> watches = new HashSet<>();

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

    Set<InboxSubscription> watches() {
        return watches;
    }

    boolean watched() {
        return !watches.isEmpty();
    }

    Set<String> rooms() {
        return places.keySet();
    }

    @Nullable
    UnreadState place(String room) {
        return places.get(room);
    }

    void put(String room, UnreadState place) {
        places.put(room, place);
    }

    void edited(String room, MessageState message) {
        edited.put(room, message);
    }

    /** Returns and removes the room's edited message if the read at {@code revision} includes it; otherwise null. */
    @Nullable
    MessageState takeEdited(String room, long revision) {
        MessageState message = edited.get(room);
        return message != null && message.revision() <= revision ? edited.remove(room) : null;
    }

    /** Records that a read found more mentions before the edit that adds them is known. */
    void mentionsRose(String room, long revision) {
        risen.put(room, revision);
    }

    /** Whether the mention that this edit adds was counted before the edit was recorded. */
    boolean countedEarlier(String room, MessageState message) {
        Long revision = risen.get(room);
        return revision != null && message.revision() <= revision;
    }

    /** @return whether the account was a member of the room, as far as this node knew */
    boolean remove(String room) {
        edited.remove(room);
        risen.remove(room);
        return places.remove(room) != null;
    }
}

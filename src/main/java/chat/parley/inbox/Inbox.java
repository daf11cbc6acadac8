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
    private final Map<String, UnreadState> states = new HashMap<>();
    /** By room, an edited message that may newly mention the account; the next read of the database decides. */
    private final Map<String, MessageState> editedMessages = new HashMap<>();

    /**
     * By room, the revision at which a read found more mentions although the edit that adds them was not yet recorded.
     */
    private final Map<String, Long> mentionIncreases = new HashMap<>();

    private final Set<InboxSubscription> subscriptions = new HashSet<>();

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

    Set<InboxSubscription> subscriptions() {
        return subscriptions;
    }

    boolean isWatched() {
        return !subscriptions.isEmpty();
    }

    Set<String> rooms() {
        return states.keySet();
    }

    @Nullable
    UnreadState state(String room) {
        return states.get(room);
    }

    void put(String room, UnreadState state) {
        states.put(room, state);
    }

    void addEdited(String room, MessageState message) {
        editedMessages.put(room, message);
    }

    /** Returns and removes the room's edited message if the read at {@code revision} includes it; otherwise null. */
    @Nullable
    MessageState takeEdited(String room, long revision) {
        MessageState message = editedMessages.get(room);
        return message != null && message.revision() <= revision ? editedMessages.remove(room) : null;
    }

    /** Records that a read found more mentions before the edit that adds them is known. */
    void mentionsIncreased(String room, long revision) {
        mentionIncreases.put(room, revision);
    }

    /** Whether the mention that this edit adds was counted before the edit was recorded. */
    boolean countedEarlier(String room, MessageState message) {
        Long revision = mentionIncreases.get(room);
        return revision != null && message.revision() <= revision;
    }

    /** @return whether the account was a member of the room, as far as this node knew */
    boolean remove(String room) {
        editedMessages.remove(room);
        mentionIncreases.remove(room);
        return states.remove(room) != null;
    }
}

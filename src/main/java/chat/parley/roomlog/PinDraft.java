package chat.parley.roomlog;

import chat.parley.http.Refusal;
import java.util.LinkedHashSet;
import java.util.Set;

/** The part of a {@link MessageDraft} that concerns pins: how many a room has, and which change. */
final class PinDraft {

    private static final int MAX_PINS = 100;

    private final Set<Long> changed = new LinkedHashSet<>();
    private long count;

    /** @param stored the number of the room's pins; needed only for a write that adds one */
    void load(long stored) {
        count = stored;
    }

    void change(MessageRow message, boolean pinned) {
        if (pinned && count >= MAX_PINS) {
            throw Refusal.of(Refusal.Code.TOO_MANY_PINS, "This room has reached its limit of pinned messages.");
        }
        count += pinned ? 1 : -1;
        changed.add(message.seq());
    }

    /** A deleted message is no longer pinned. */
    void delete(MessageRow message) {
        if (message.pinned() != null) {
            changed.add(message.seq());
        }
    }

    /** Returns the numbers of the messages that were pinned, unpinned, or deleted while pinned. */
    Set<Long> changed() {
        return changed;
    }
}

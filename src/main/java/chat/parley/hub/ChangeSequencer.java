package chat.parley.hub;

import chat.parley.roomlog.EncodedChange;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Passes a room's changes on once, in revision order and without gaps, in whatever order and however often they arrive.
 * Changes whose predecessors are missing are held back. Not thread-safe; guarded by its room.
 */
final class ChangeSequencer {

    /** The maximum number of out-of-order changes held back; further ones are read from the log instead. */
    static final int MAX_HELD_BACK = 1024;

    private static final long NOT_STARTED = -1;

    private final Consumer<EncodedChange> next;
    private final TreeMap<Long, EncodedChange> heldBack = new TreeMap<>();
    private long head = NOT_STARTED;

    /** @param next receives each change that follows the head */
    ChangeSequencer(Consumer<EncodedChange> next) {
        this.next = next;
    }

    /** Sets the head: changes up to this revision are known from elsewhere. Until the first call all are held back. */
    void advanceTo(long revision) {
        head = revision;
    }

    void accept(EncodedChange change) {
        if (head != NOT_STARTED && change.revision() == head + 1) {
            pass(change);
        } else if (change.revision() > head && heldBack.size() < MAX_HELD_BACK) {
            heldBack.put(change.revision(), change);
        }
    }

    /** Passes held-back changes on as far as they follow the head, and discards those that it has reached. */
    void release() {
        while (head != NOT_STARTED && !heldBack.isEmpty() && heldBack.firstKey() <= head + 1) {
            EncodedChange change = heldBack.pollFirstEntry().getValue();
            if (change.revision() > head) {
                pass(change);
            }
        }
    }

    /** Returns whether changes are held back because earlier ones are missing. */
    boolean hasGap() {
        return head != NOT_STARTED && !heldBack.isEmpty();
    }

    void discardHeldBack() {
        heldBack.clear();
    }

    private void pass(EncodedChange change) {
        head = change.revision();
        next.accept(change);
    }
}

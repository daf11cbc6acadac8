package chat.parley.hub;

import org.jspecify.annotations.Nullable;

/**
 * The newest changes of a live room, without gaps, bounded in number and bytes. Not thread-safe: its room guards it.
 */
final class Window {

    static final int SPANS = 256;
    static final int BYTES = 512 * 1024;

    private final @Nullable Span[] ring = new Span[SPANS];
    private int first;
    private int count;
    private int bytes;
    private long head;

    /** An empty window that stands at a revision. */
    Window(long head) {
        this.head = head;
    }

    long head() {
        return head;
    }

    /** Adds the span that follows the head, and lets go of the oldest until the bounds hold again. */
    void append(Span span) {
        if (span.after() != head) {
            throw new IllegalArgumentException("A span after " + span.after() + " does not follow " + head);
        }
        while (count > 0 && (count == SPANS || bytes + span.size() > BYTES)) {
            bytes -= at(0).size();
            ring[first] = null;
            first = (first + 1) % SPANS;
            count--;
        }
        ring[(first + count) % SPANS] = span;
        count++;
        bytes += span.size();
        head = span.revision();
    }

    /** Whether what follows a position has been let go of already. */
    boolean fellOut(long position) {
        return position < (count == 0 ? head : at(0).after());
    }

    /** The first span that ends after a position that has not fallen out; null at the head. */
    @Nullable
    Span next(long position) {
        if (position >= head) {
            return null;
        }
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).revision() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return at(low);
    }

    private Span at(int index) {
        Span span = ring[(first + index) % SPANS];
        if (span == null) {
            throw new IllegalStateException("The window's ring is broken");
        }
        return span;
    }
}

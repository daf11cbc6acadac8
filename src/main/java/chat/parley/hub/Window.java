package chat.parley.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes of a live room, without gaps, bounded in number and bytes. Not thread-safe: its room guards it.
 */
final class Window {

    static final int SPANS = 2048;

    /** Of memory, with all that is kept for them. */
    static final int BYTES = 2 * 1024 * 1024;

    private static final int FIRST_SPANS = 16;

    /** Grows to what the bounds allow, twice as long each time: most rooms are quiet. */
    private @Nullable Span[] ring = new Span[FIRST_SPANS];

    private final IntSupplier most;
    private int first;
    private int count;
    private int bytes;
    private long head;

    /**
     * An empty window that stands at a revision.
     *
     * @param most how many bytes it may take when a change comes, besides the newest one; {@link #BYTES} at most
     */
    Window(long head, IntSupplier most) {
        this.head = head;
        this.most = most;
    }

    long head() {
        return head;
    }

    /** Adds the span that follows the head, and lets go of the oldest until the bounds hold again. */
    void append(Span span) {
        if (span.after() != head) {
            throw new IllegalArgumentException("A span after " + span.after() + " does not follow " + head);
        }
        int limit = Math.min(BYTES, most.getAsInt());
        while (count > 0 && (count == SPANS || bytes + span.kept() > limit)) {
            bytes -= at(0).kept();
            ring[first] = null;
            first = (first + 1) % ring.length;
            count--;
        }
        if (count == ring.length) {
            grow();
        }
        ring[(first + count) % ring.length] = span;
        count++;
        bytes += span.kept();
        head = span.revision();
    }

    /** Whether what follows a position has been let go of already. */
    boolean fellOut(long position) {
        return position < (count == 0 ? head : at(0).after());
    }

    /**
     * The spans behind a position that has not fallen out, as many as have so many bytes together, but at least one; none
     * at the head.
     *
     * @param limit nothing that begins there or later
     */
    List<Span> after(long position, long limit, int most) {
        List<Span> spans = new ArrayList<>();
        int size = 0;
        for (int index = indexAfter(position); index < count; index++) {
            Span span = at(index);
            size += span.size();
            if (span.after() >= limit || (size > most && !spans.isEmpty())) {
                break;
            }
            spans.add(span);
        }
        return spans;
    }

    /** Of the first span that ends after a position. */
    private int indexAfter(long position) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).revision() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private void grow() {
        @Nullable Span[] longer = new Span[Math.min(SPANS, 2 * ring.length)];
        for (int index = 0; index < count; index++) {
            longer[index] = at(index);
        }
        ring = longer;
        first = 0;
    }

    private Span at(int index) {
        Span span = ring[(first + index) % ring.length];
        if (span == null) {
            throw new IllegalStateException("The window's ring is broken");
        }
        return span;
    }
}

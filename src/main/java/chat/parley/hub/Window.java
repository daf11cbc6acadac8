package chat.parley.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest changes of a live room, without gaps and bounded in number and bytes. Not thread-safe; guarded by its
 * room.
 */
final class Window {

    static final int MAX_RANGES = 2048;

    /** The limit in bytes, including the overhead of the objects. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final int INITIAL_CAPACITY = 16;

    /** Doubles up to the limits, because most rooms are quiet. */
    private @Nullable RevisionRange[] ring = new RevisionRange[INITIAL_CAPACITY];

    private final IntSupplier maxBytes;
    private int first;
    private int count;
    private int bytes;
    private long head;

    /**
     * Creates an empty window at a revision.
     *
     * @param maxBytes supplies the limit in bytes at each new change, not counting the newest one; {@link #MAX_BYTES} at most
     */
    Window(long head, IntSupplier maxBytes) {
        this.head = head;
        this.maxBytes = maxBytes;
    }

    long head() {
        return head;
    }

    /** Appends the range that follows the head and evicts the oldest ranges until the limits hold again. */
    void append(RevisionRange range) {
        if (range.after() != head) {
            throw new IllegalArgumentException("A span after " + range.after() + " does not follow " + head);
        }
        int limit = Math.min(MAX_BYTES, maxBytes.getAsInt());
        while (count > 0 && (count == MAX_RANGES || bytes + range.retainedBytes() > limit)) {
            bytes -= at(0).retainedBytes();
            ring[first] = null;
            first = (first + 1) % ring.length;
            count--;
        }
        if (count == ring.length) {
            grow();
        }
        ring[(first + count) % ring.length] = range;
        count++;
        bytes += range.retainedBytes();
        head = range.revision();
    }

    /** Returns whether changes after a position have already been evicted. */
    boolean fellOut(long position) {
        return position < (count == 0 ? head : at(0).after());
    }

    /**
     * Returns the ranges after a position that has not fallen out, up to a total size but at least one; none at the
     * head.
     *
     * @param limit ranges that begin at or after this revision are excluded
     * @param maxBytes the maximum total size in bytes
     */
    List<RevisionRange> after(long position, long limit, int maxBytes) {
        List<RevisionRange> ranges = new ArrayList<>();
        int size = 0;
        for (int index = indexAfter(position); index < count; index++) {
            RevisionRange range = at(index);
            size += range.size();
            if (range.after() >= limit || (size > maxBytes && !ranges.isEmpty())) {
                break;
            }
            ranges.add(range);
        }
        return ranges;
    }

    /** Returns the index of the first range that ends after a position. */
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
        @Nullable RevisionRange[] larger = new RevisionRange[Math.min(MAX_RANGES, 2 * ring.length)];
        for (int index = 0; index < count; index++) {
            larger[index] = at(index);
        }
        ring = larger;
        first = 0;
    }

    private RevisionRange at(int index) {
        RevisionRange range = ring[(first + index) % ring.length];
        if (range == null) {
            throw new IllegalStateException("The window's ring is broken");
        }
        return range;
    }
}

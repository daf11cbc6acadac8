package chat.parley.bench;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A room's posts in one run: how many were sent, and the order in which they were first received, which every receiver
 * is checked against. Thread-safe.
 */
final class RoomBook {

    static final int EARLIER = -1;

    private final AtomicInteger sent = new AtomicInteger();
    private final BitSet placed = new BitSet();
    private volatile int[] order = new int[1024];
    private volatile int length;

    /** The number of the next post. */
    int next() {
        return sent.getAndIncrement();
    }

    int sent() {
        return sent.get();
    }

    /**
     * The position of a post in the room's order; a post that nobody has received yet is appended.
     *
     * @param from the position that the receiver expects
     * @return {@link #EARLIER} if others received it before the receiver's previous post
     */
    int place(int number, int from) {
        int known = length;
        int[] seen = order;
        for (int i = from; i < known; i++) {
            if (seen[i] == number) {
                return i;
            }
        }
        return append(number, from);
    }

    private synchronized int append(int number, int from) {
        if (placed.get(number)) {
            for (int i = from; i < length; i++) {
                if (order[i] == number) {
                    return i;
                }
            }
            return EARLIER;
        }
        placed.set(number);
        int at = length;
        if (at == order.length) {
            order = Arrays.copyOf(order, at * 2);
        }
        order[at] = number;
        length = at + 1;
        return at;
    }
}

package chat.parley.hub;

import chat.parley.roomlog.state.MemberState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Catches up the cursors of one room that have fallen out of its window. Reads the log one page at a time, never
 * concurrently; each page serves all cursors whose positions it covers, so many cursors that fall out together cost as
 * much as one. Thread-safe.
 */
final class CatchUp {

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final LongConsumer readPage;
    private boolean reading;

    /** @param readPage starts a read of the page after a position, which ends in {@link #serve} or {@link #failed} */
    CatchUp(LongConsumer readPage) {
        this.readPage = readPage;
    }

    void add(Cursor cursor, long position) {
        synchronized (this) {
            waiting.add(new Waiting(cursor, position));
        }
        next();
    }

    /** Returns whether any open cursor still waits for a page. */
    synchronized boolean hasWaiting() {
        return waiting.stream().anyMatch(waiter -> !waiter.cursor().closed());
    }

    /** Delivers a page that was read after a position. */
    void serve(long after, LogPage page) {
        removeServed(after, page.revision()).forEach(waiter -> waiter.apply(page));
        next();
    }

    void failed() {
        synchronized (this) {
            reading = false;
        }
        next();
    }

    private synchronized List<Waiting> removeServed(long after, long revision) {
        List<Waiting> served = new ArrayList<>();
        waiting.removeIf(waiter -> waiter.within(after, revision) && served.add(waiter));
        reading = false;
        return served;
    }

    private void next() {
        Waiting first = first();
        if (first != null) {
            readPage.accept(first.position());
        }
    }

    private synchronized @Nullable Waiting first() {
        waiting.removeIf(waiter -> waiter.cursor().closed());
        if (reading || waiting.isEmpty()) {
            return null;
        }
        reading = true;
        return waiting.peek();
    }

    private record Waiting(Cursor cursor, long position) {

        boolean within(long after, long revision) {
            return position == after || (position > after && position < revision);
        }

        /**
         * Applies membership changes in the page to the cursor: its account may have been removed, or may have
         * rejoined.
         */
        void apply(LogPage page) {
            MemberState membership = page.member(cursor.reader().username());
            if (membership != null && membership.joined()) {
                cursor.memberAt(membership.revision());
            } else if (membership != null && membership.revision() > position) {
                cursor.removedAt(membership.revision());
            }
            List<RevisionRange> ranges = page.after(position);
            cursor.reader().loop().execute(() -> cursor.caughtUp(ranges));
        }
    }
}

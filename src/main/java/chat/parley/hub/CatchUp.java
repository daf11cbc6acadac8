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
    private final LongConsumer read;
    private boolean reading;

    /** @param read starts a read of the page after a position, which ends in {@link #serve} or {@link #failed} */
    CatchUp(LongConsumer read) {
        this.read = read;
    }

    void add(Cursor cursor, long position) {
        synchronized (this) {
            waiting.add(new Waiting(cursor, position));
        }
        next();
    }

    /** Returns whether any open cursor still waits for a page. */
    synchronized boolean awaited() {
        return waiting.stream().anyMatch(one -> !one.cursor().closed());
    }

    /** Delivers a page that was read after a position. */
    void serve(long after, LogPage page) {
        take(after, page.revision()).forEach(one -> one.take(page));
        next();
    }

    void failed() {
        synchronized (this) {
            reading = false;
        }
        next();
    }

    private synchronized List<Waiting> take(long after, long revision) {
        List<Waiting> served = new ArrayList<>();
        waiting.removeIf(one -> one.within(after, revision) && served.add(one));
        reading = false;
        return served;
    }

    private void next() {
        Waiting first = first();
        if (first != null) {
            read.accept(first.position());
        }
    }

    private synchronized @Nullable Waiting first() {
        waiting.removeIf(one -> one.cursor().closed());
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
        void take(LogPage page) {
            MemberState own = page.member(cursor.reader().username());
            if (own != null && own.joined()) {
                cursor.memberAt(own.revision());
            } else if (own != null && own.revision() > position) {
                cursor.removedAt(own.revision());
            }
            List<RevisionRange> spans = page.after(position);
            cursor.reader().loop().execute(() -> cursor.caughtUp(spans));
        }
    }
}

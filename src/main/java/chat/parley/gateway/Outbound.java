package chat.parley.gateway;

import chat.parley.hub.Cursor;
import chat.parley.transport.FrameBatch;
import chat.parley.transport.SocketWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The outbound side of one socket, which pulls from sources instead of filling a queue. When the socket writer is
 * ready, it gets the next answer, signal, update of other rooms, or batch from the cursors of the open rooms, which
 * take turns. A blocked socket only costs its cursors' positions, its pending answers and a bounded number of signals.
 *
 * <p>Threads: everything runs on the connection's loop, except {@link #answer}, which is safe to call from any thread
 * and switches to the loop.
 */
final class Outbound {

    /**
     * The maximum number of pending signals. For a client that is further behind, the complete list of present accounts
     * replaces them.
     */
    private static final int MAX_SIGNALS = 64;

    private final Executor loop;
    private final SocketWriter writer;
    private final Source source;
    private final Deque<Answer> answers = new ArrayDeque<>(0);
    private final Deque<FrameBatch> signals = new ArrayDeque<>(0);
    private final Set<Cursor> ready = new LinkedHashSet<>(2);
    private final Set<Cursor> stale = new LinkedHashSet<>(2);
    private boolean draining;
    private boolean drainAgain;
    private boolean updatesPending;
    private boolean finishing;
    private boolean done;

    Outbound(Executor loop, SocketWriter writer, Source source) {
        this.loop = loop;
        this.writer = writer;
        this.source = source;
    }

    /** Writes until finished or until the socket is closed. */
    Mono<Void> run() {
        return writer.open(this::drain);
    }

    /**
     * @return completes when the socket writer has taken the frame; a caller that waits for this reads no faster than
     *     its client does
     */
    Mono<Void> answer(byte[] frame) {
        Answer answer = new Answer(FrameBatch.of(frame), Sinks.empty());
        return Mono.<Void>fromRunnable(() -> loop.execute(() -> add(answer)))
                .then(answer.taken().asMono());
    }

    private void add(Answer answer) {
        if (done) {
            answer.taken().tryEmitEmpty();
        } else {
            answers.add(answer);
            drain();
        }
    }

    /** Adds a signal. If the socket is too far behind, the complete list of present accounts is sent later instead. */
    void signal(Cursor cursor, FrameBatch frames) {
        if (signals.size() < MAX_SIGNALS && !stale.contains(cursor)) {
            signals.add(frames);
            drain();
        } else {
            stale.add(cursor);
        }
    }

    void ready(Cursor cursor) {
        ready.add(cursor);
        drain();
    }

    /** Notifies that the source has unread updates. Their content is read when the socket can take them. */
    void updatesPending() {
        updatesPending = true;
        drain();
    }

    void remove(Cursor cursor) {
        ready.remove(cursor);
        stale.remove(cursor);
    }

    /**
     * Returns whether frames wait for the socket. Safe to call from any thread, which may see a slightly outdated
     * value.
     */
    boolean blocked() {
        return !(answers.isEmpty() && signals.isEmpty() && ready.isEmpty()) && !writer.ready();
    }

    /** Finishes after the pending answers. */
    void finish() {
        finishing = true;
        drain();
    }

    /** Discards all pending frames. */
    void cancel() {
        done = true;
        answers.forEach(answer -> answer.taken().tryEmitEmpty());
        answers.clear();
        signals.clear();
        ready.clear();
        stale.clear();
    }

    /** Writing may call this method recursively; the outer call then continues. */
    private void drain() {
        drainAgain = true;
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (drainAgain) {
                drainAgain = false;
                writePending();
            }
        } finally {
            draining = false;
        }
    }

    private void writePending() {
        while (!done && writer.ready()) {
            FrameBatch batch = next();
            if (batch == null) {
                break;
            }
            source.delivered(batch);
            writer.write(batch);
        }
        if (finishing && !done && answers.isEmpty()) {
            cancel();
            writer.finish();
        }
    }

    private @Nullable FrameBatch next() {
        Answer answer = answers.poll();
        if (answer != null) {
            answer.taken().tryEmitEmpty();
            return answer.batch();
        }
        if (signals.isEmpty() && !stale.isEmpty()) {
            Cursor cursor = stale.iterator().next();
            stale.remove(cursor);
            signals.add(source.online(cursor));
        }
        FrameBatch signal = signals.poll();
        if (signal != null) {
            return signal;
        }
        byte[] update = updatesPending ? source.updatesPending() : null;
        updatesPending = update != null;
        return update != null ? FrameBatch.of(update) : fromRooms();
    }

    /** Returns the next batch of a ready room; rooms take turns. */
    private @Nullable FrameBatch fromRooms() {
        while (!ready.isEmpty()) {
            Cursor cursor = ready.iterator().next();
            ready.remove(cursor);
            FrameBatch batch = cursor.next();
            if (batch != null) {
                ready.add(cursor);
                return batch;
            }
            if (cursor.ended()) {
                source.ended(cursor);
            }
        }
        return null;
    }

    /** The connection of an {@link Outbound}. */
    interface Source {

        /** Called when a batch is passed to the socket writer. */
        void delivered(FrameBatch batch);

        /** Called when the account was removed from the room and the cursor has nothing more to deliver. */
        void ended(Cursor cursor);

        /** Returns the complete list of accounts present in the room, for a client that missed changes. */
        FrameBatch online(Cursor cursor);

        /** Returns the next update of rooms that are not open here; null if there is none. */
        byte @Nullable [] updatesPending();
    }

    private record Answer(FrameBatch batch, Sinks.Empty<Void> taken) {}
}

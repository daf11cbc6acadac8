package chat.parley.gateway;

import chat.parley.hub.Batch;
import chat.parley.hub.Cursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What goes out on one socket: a source that is asked, never a queue that is filled. When the wire is ready it gets the
 * next answer, or signal, or news of other rooms, or whatever the cursors of its rooms have for it, in turn. A socket that
 * takes nothing costs its cursors' numbers, the few answers that it is still owed, and a bounded number of signals.
 *
 * <p>Threads: everything runs on the connection's loop, except {@link #answer}, which may be called from anywhere and hops
 * there.
 */
final class Outbound {

    /** Signals pass; a client that is this far behind asks again when it resumes. */
    private static final int SIGNALS = 64;

    private final Executor loop;
    private final Wire wire;
    private final Source source;
    private final Deque<Answer> answers = new ArrayDeque<>(0);
    private final Deque<Batch> signals = new ArrayDeque<>(0);
    private final Set<Cursor> ready = new LinkedHashSet<>(2);
    private final Set<Cursor> stale = new LinkedHashSet<>(2);
    private boolean draining;
    private boolean again;
    private boolean news;
    private boolean finishing;
    private boolean done;

    Outbound(Executor loop, Wire wire, Source source) {
        this.loop = loop;
        this.wire = wire;
        this.source = source;
    }

    /** Writes until it is finished or the socket is gone. */
    Mono<Void> run() {
        return wire.open(this::drain);
    }

    /** @return completes when the wire has taken the frame: who waits for that reads no faster than it is read */
    Mono<Void> answer(byte[] frame) {
        Answer answer = new Answer(Batch.of(frame), Sinks.empty());
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

    /** Takes a signal; a socket that is too far behind gets the whole of what it missed later, instead. */
    void signal(Cursor cursor, Batch frames) {
        if (signals.size() < SIGNALS && !stale.contains(cursor)) {
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

    /** The source has news, whatever they are by the time when the socket can take them. */
    void news() {
        news = true;
        drain();
    }

    void remove(Cursor cursor) {
        ready.remove(cursor);
        stale.remove(cursor);
    }

    /** Whether something waits for the socket; for any thread, which may see a moment ago. */
    boolean blocked() {
        return !(answers.isEmpty() && signals.isEmpty() && ready.isEmpty()) && !wire.ready();
    }

    /** Completes after the answers that are still owed. */
    void finish() {
        finishing = true;
        drain();
    }

    /** Gives up what is still owed. */
    void cancel() {
        done = true;
        answers.forEach(answer -> answer.taken().tryEmitEmpty());
        answers.clear();
        signals.clear();
        ready.clear();
        stale.clear();
    }

    /** Writing may bring it back here; then the outer call goes on. */
    private void drain() {
        again = true;
        if (draining) {
            return;
        }
        draining = true;
        try {
            while (again) {
                again = false;
                give();
            }
        } finally {
            draining = false;
        }
    }

    private void give() {
        while (!done && wire.ready()) {
            Batch batch = next();
            if (batch == null) {
                break;
            }
            source.delivered(batch);
            wire.write(batch);
        }
        if (finishing && !done && answers.isEmpty()) {
            cancel();
            wire.finish();
        }
    }

    private @Nullable Batch next() {
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
        Batch signal = signals.poll();
        if (signal != null) {
            return signal;
        }
        byte[] told = news ? source.news() : null;
        news = told != null;
        return told != null ? Batch.of(told) : fromRooms();
    }

    /** What the room whose turn it is has; then it is the next room's. */
    private @Nullable Batch fromRooms() {
        while (!ready.isEmpty()) {
            Cursor cursor = ready.iterator().next();
            ready.remove(cursor);
            Batch batch = cursor.next();
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

    /** The connection that this belongs to. */
    interface Source {

        /** The wire takes this now. */
        void delivered(Batch batch);

        /** The reader was removed from the room, and the cursor has nothing more to say. */
        void ended(Cursor cursor);

        /** Everybody who is in the room, for a client that missed differences. */
        Batch online(Cursor cursor);

        /** What is to be told of rooms that are not open here; null for nothing more. */
        byte @Nullable [] news();
    }

    private record Answer(Batch batch, Sinks.Empty<Void> taken) {}
}

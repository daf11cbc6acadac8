package chat.parley.gateway;

import chat.parley.hub.Cursor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;

/**
 * What goes out on one socket: a source that is asked, never a queue that is filled. When the socket can take a frame it
 * gets the next answer, or signal, or news of other rooms, or whatever the cursors of its rooms have for it, in turn. A socket that takes
 * nothing costs its cursors' numbers, the few answers that it is still owed, and a bounded number of signals.
 *
 * <p>Threads: everything runs on the connection's loop, except {@link #request} and {@link #cancel}, which may be called
 * from anywhere and hop there. One subscriber.
 */
final class Outbound extends Flux<byte[]> implements Subscription {

    /** Signals pass; a client that is this far behind asks again when it resumes. */
    private static final int SIGNALS = 64;

    private final Executor loop;
    private final Source source;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Deque<byte[]> signals = new ArrayDeque<>();
    private final Set<Cursor> ready = new LinkedHashSet<>();
    private final Set<Cursor> stale = new LinkedHashSet<>();
    private @Nullable Subscriber<? super byte[]> socket;
    private long requested;
    private boolean draining;
    private boolean again;
    private boolean news;
    private boolean finishing;
    private boolean done;

    Outbound(Executor loop, Source source) {
        this.loop = loop;
        this.source = source;
    }

    /** @return completes when the socket has taken the frame: who waits for that reads no faster than it is read */
    Mono<Void> answer(byte[] frame) {
        Answer answer = new Answer(frame, Sinks.empty());
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
    void signal(Cursor cursor, byte[] frame) {
        if (signals.size() < SIGNALS && !stale.contains(cursor)) {
            signals.add(frame);
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
        return requested == 0 && !(answers.isEmpty() && signals.isEmpty() && ready.isEmpty());
    }

    /** Completes after the answers that are still owed. */
    void finish() {
        finishing = true;
        drain();
    }

    @Override
    public void subscribe(CoreSubscriber<? super byte[]> subscriber) {
        if (socket != null) {
            Operators.error(subscriber, new IllegalStateException("A connection has one socket"));
            return;
        }
        socket = subscriber;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long frames) {
        loop.execute(() -> {
            requested = Operators.addCap(requested, frames);
            drain();
        });
    }

    @Override
    public void cancel() {
        loop.execute(this::stop);
    }

    private void stop() {
        done = true;
        answers.forEach(answer -> answer.taken().tryEmitEmpty());
        answers.clear();
        signals.clear();
        ready.clear();
        stale.clear();
    }

    /** Giving the socket a frame may bring it back here; then the outer call goes on. */
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
        while (!done && requested > 0) {
            byte[] frame = nextFrame();
            if (frame == null) {
                break;
            }
            requested--;
            Objects.requireNonNull(socket).onNext(frame);
        }
        if (finishing && !done && socket != null && answers.isEmpty()) {
            stop();
            socket.onComplete();
        }
    }

    private byte @Nullable [] nextFrame() {
        Answer answer = answers.poll();
        if (answer != null) {
            answer.taken().tryEmitEmpty();
            return answer.frame();
        }
        if (signals.isEmpty() && !stale.isEmpty()) {
            Cursor cursor = stale.iterator().next();
            stale.remove(cursor);
            signals.addAll(source.online(cursor));
        }
        byte[] signal = signals.poll();
        if (signal != null) {
            return signal;
        }
        byte[] told = news ? source.news() : null;
        news = told != null;
        return told != null ? told : fromRooms();
    }

    /** One frame of the room whose turn it is; then it is the next room's. */
    private byte @Nullable [] fromRooms() {
        while (!ready.isEmpty()) {
            Cursor cursor = ready.iterator().next();
            ready.remove(cursor);
            byte[] frame = cursor.next();
            if (frame != null) {
                ready.add(cursor);
                return frame;
            }
            if (cursor.ended()) {
                source.ended(cursor);
            }
        }
        return null;
    }

    /** The connection that this belongs to. */
    interface Source {

        /** The reader was removed from the room, and the cursor has nothing more to say. */
        void ended(Cursor cursor);

        /** Everybody who is in the room, for a client that missed differences. */
        List<byte[]> online(Cursor cursor);

        /** What is to be told of rooms that are not open here; null for nothing more. */
        byte @Nullable [] news();
    }

    private record Answer(byte[] frame, Sinks.Empty<Void> taken) {}
}

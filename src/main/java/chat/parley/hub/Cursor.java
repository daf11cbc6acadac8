package chat.parley.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where one connection stands in one live room: a number, whatever the connection is behind by. It takes frames when its
 * socket can, all that wait at once; one that fell out of the window is caught up from the log, a page at a time.
 *
 * <p>Threads: everything is called on the reader's loop, except where said. Delivers in revision order, without gaps;
 * a span may overlap what a snapshot has shown already, which clients ignore.
 */
public final class Cursor {

    private static final long NOT_STARTED = -1;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final LiveRoom room;
    private final Drain drain;
    private final Reader reader;
    private final Consumer<LiveRoom> left;
    private long position = NOT_STARTED;
    private final Deque<Span> taken = new ArrayDeque<>(0);
    private boolean catchingUp;
    private volatile boolean closed;

    /** The revision of the account's first removal that is not superseded: nothing after it is delivered. */
    private volatile long limit = UNLIMITED;

    /** Removals later than {@link #memberAt}; most cursors never see one. Guarded by this. */
    private @Nullable NavigableSet<Long> removals;

    /** The newest revision at which the account is known to have been a member. Guarded by this. */
    private long memberAt = NOT_STARTED;

    Cursor(LiveRoom room, Drain drain, Reader reader, Consumer<LiveRoom> left) {
        this.room = room;
        this.drain = drain;
        this.reader = reader;
        this.left = left;
    }

    public String room() {
        return room.id();
    }

    /** The newest change of the room that this node has seen; what comes later comes to this cursor. Any thread may ask. */
    public long head() {
        return room.head();
    }

    Reader reader() {
        return reader;
    }

    /** Begins to deliver what follows a revision that the client holds, and at which its account was a member. */
    public void start(long revision) {
        memberAt(revision);
        position = revision;
        reader.ready(this);
    }

    public boolean started() {
        return position != NOT_STARTED && !closed;
    }

    /** Whether the account was removed from the room, and everything up to its removal has been taken. */
    public boolean ended() {
        return started() && position >= limit && taken.isEmpty();
    }

    /** What waits, or as much of it as goes out at once; null if that is nothing now: the reader will be called when there is. */
    public @Nullable Batch next() {
        Batch batch = advance();
        while (batch != null && batch.isEmpty()) {
            batch = advance();
        }
        return batch;
    }

    private @Nullable Batch advance() {
        Span span = taken.poll();
        if (span != null && span.after() < limit) {
            return span.upTo(limit).batch(reader.dialect());
        }
        taken.clear();
        Run run = started() && !catchingUp && position < limit ? drain.next(this, position) : null;
        if (run == null) {
            return null;
        }
        position = run.revision();
        return run.batch();
    }

    /** Leaves the room; twice is harmless. Nothing is delivered any more. */
    public void close() {
        if (!closed) {
            closed = true;
            taken.clear();
            drain.remove(this);
            room.leave(this);
            left.accept(room);
        }
    }

    /**
     * The account was removed from the room, which ends this cursor unless the account is known to have come back since.
     * Any thread may call this, in any order and repeatedly.
     */
    synchronized void removedAt(long revision) {
        if (revision > memberAt) {
            removals = removals == null ? new TreeSet<>() : removals;
            removals.add(revision);
            limit = removals.first();
        }
    }

    /** The account was a member at this revision, so earlier removals are superseded. Any thread may call this. */
    synchronized void memberAt(long revision) {
        memberAt = Math.max(memberAt, revision);
        if (removals != null) {
            removals.headSet(memberAt, true).clear();
            limit = removals.isEmpty() ? UNLIMITED : removals.first();
        }
    }

    long limit() {
        return limit;
    }

    boolean closed() {
        return closed;
    }

    void catchUp() {
        catchingUp = true;
    }

    /** What a read of the log brought, in parts that end at removals; on the reader's loop. */
    void caughtUp(List<Span> spans) {
        catchingUp = false;
        if (closed) {
            return;
        }
        taken.addAll(spans);
        spans.forEach(span -> position = Math.max(position, span.revision()));
        reader.ready(this);
    }
}

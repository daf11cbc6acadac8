package chat.parley.hub;

import chat.parley.transport.FrameBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The position of one connection in one live room. Its size does not depend on how far the connection is behind. It
 * takes all pending frames when its socket is ready; a cursor that fell out of the window is caught up from the log,
 * one page at a time.
 *
 * <p>Threads: all methods are called on the reader's loop unless they say otherwise. Order: delivers in revision order
 * and without gaps; a range may overlap with a snapshot, and clients ignore the overlap.
 */
public final class Cursor {

    private static final long NOT_STARTED = -1;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final LiveRoom room;
    private final LoopReaders loopReaders;
    private final RoomSubscriber reader;
    private final Consumer<LiveRoom> onLeave;
    private long position = NOT_STARTED;
    private final Deque<RevisionRange> pending = new ArrayDeque<>(0);
    private boolean catchingUp;
    private volatile boolean closed;

    /** The revision of the account's first removal that is not superseded: nothing after it is delivered. */
    private volatile long limit = UNLIMITED;

    /** Removals later than {@link #memberAt}; most cursors never see one. Guarded by this. */
    private @Nullable NavigableSet<Long> removals;

    /** The newest revision at which the account is known to have been a member. Guarded by this. */
    private long memberAt = NOT_STARTED;

    Cursor(LiveRoom room, LoopReaders loopReaders, RoomSubscriber reader, Consumer<LiveRoom> onLeave) {
        this.room = room;
        this.loopReaders = loopReaders;
        this.reader = reader;
        this.onLeave = onLeave;
    }

    public String room() {
        return room.id();
    }

    /**
     * Returns the newest revision of the room that this node has received; all later changes are delivered to this
     * cursor. Safe to call from any thread.
     */
    public long head() {
        return room.head();
    }

    RoomSubscriber reader() {
        return reader;
    }

    /** Starts delivery after a revision that the client holds and at which its account was a member. */
    public void start(long revision) {
        memberAt(revision);
        position = revision;
        reader.ready(this);
    }

    public boolean started() {
        return position != NOT_STARTED && !closed;
    }

    /** Returns whether the account was removed from the room and everything up to the removal has been taken. */
    public boolean ended() {
        return started() && position >= limit && pending.isEmpty();
    }

    /**
     * Returns the next batch of pending frames; null if there are none, in which case the reader is notified when there
     * are.
     */
    public @Nullable FrameBatch next() {
        FrameBatch batch = advance();
        while (batch != null && batch.isEmpty()) {
            batch = advance();
        }
        return batch;
    }

    private @Nullable FrameBatch advance() {
        RevisionRange range = pending.poll();
        if (range != null && range.after() < limit) {
            return range.upTo(limit).batch(reader.dialect());
        }
        pending.clear();
        Slice slice = started() && !catchingUp && position < limit ? loopReaders.next(this, position) : null;
        if (slice == null) {
            return null;
        }
        position = slice.revision();
        return slice.batch();
    }

    /** Leaves the room and stops delivery. Idempotent. */
    public void close() {
        if (!closed) {
            closed = true;
            pending.clear();
            loopReaders.remove(this);
            room.leave(this);
            onLeave.accept(room);
        }
    }

    /**
     * Records a removal of the account from the room, which ends this cursor unless the account is known to have
     * rejoined later. Safe to call from any thread, in any order and repeatedly.
     */
    synchronized void removedAt(long revision) {
        if (revision > memberAt) {
            removals = removals == null ? new TreeSet<>() : removals;
            removals.add(revision);
            limit = removals.first();
        }
    }

    /**
     * Records that the account was a member at this revision, which supersedes earlier removals. Safe to call from any
     * thread.
     */
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

    /** Takes the ranges read from the log, which are split at removals. Called on the reader's loop. */
    void caughtUp(List<RevisionRange> ranges) {
        catchingUp = false;
        if (closed) {
            return;
        }
        pending.addAll(ranges);
        ranges.forEach(range -> position = Math.max(position, range.revision()));
        reader.ready(this);
    }
}

package chat.parley.hub;

import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.state.MemberState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A room that has connections or observers on this node. Accepts changes from all sources (this node's commits, the
 * channel layer, the log) in any order and with repetitions, and appends each to the window once and in order.
 *
 * <p>Thread-safe; the lock is held only briefly and never during I/O.
 */
final class LiveRoom {

    /** The maximum size of a batch, which is all that a blocked socket holds besides its transport's buffer. */
    private static final int MAX_BATCH_BYTES = 64 * 1024;

    private final String id;
    private final ChangeCodec codec;
    private final Repair repair;
    private final Set<Cursor> cursors = new HashSet<>();
    private final Set<RoomObserver> observers = new CopyOnWriteArraySet<>();
    private final Map<Executor, LoopReaders> loopReaders = new ConcurrentHashMap<>();
    private final ChangeSequencer sequencer = new ChangeSequencer(this::append);
    private final CatchUp catchUp = new CatchUp(this::read);
    private final IntSupplier maxWindowBytes;
    private @Nullable Window window;

    /** The window's head, readable without the lock; -1 before there is a window. */
    private volatile long head = -1;

    /** @param maxWindowBytes supplies the window's limit in bytes */
    LiveRoom(String id, ChangeCodec codec, Repair repair, IntSupplier maxWindowBytes) {
        this.id = id;
        this.codec = codec;
        this.repair = repair;
        this.maxWindowBytes = maxWindowBytes;
    }

    String id() {
        return id;
    }

    /** Starts delivery after a revision. Changes received earlier are included. */
    void start(long revision) {
        synchronized (this) {
            if (window == null) {
                window = new Window(revision, maxWindowBytes);
                head = revision;
                sequencer.advanceTo(revision);
            }
        }
        receive(List.of());
    }

    /** Returns whether changes are held back because earlier ones are missing. */
    synchronized boolean gap() {
        return sequencer.hasGap();
    }

    /** Discards held-back changes whose predecessors are not in the log either. */
    synchronized void discardHeldBack() {
        sequencer.discardHeldBack();
    }

    long head() {
        return head;
    }

    /** Accepts changes in any order. */
    void receive(List<EncodedChange> entries) {
        boolean gap;
        boolean advanced;
        synchronized (this) {
            long before = head;
            entries.forEach(sequencer::accept);
            sequencer.release();
            advanced = head > before;
            gap = sequencer.hasGap();
        }
        if (advanced) {
            wake();
        }
        if (gap) {
            repair.soon(this);
        }
    }

    /** Applies a page of the log that was read after the room's head at that time. */
    void repaired(Changes.Page read) {
        LogPage page = new LogPage(id, read, codec);
        boolean advanced = false;
        synchronized (this) {
            if (window != null) {
                for (RevisionRange range : page.after(window.head())) {
                    append(window, range);
                    advanced = true;
                }
                sequencer.advanceTo(head);
                sequencer.release();
            }
        }
        if (advanced) {
            wake();
        }
    }

    private void append(EncodedChange entry) {
        append(Objects.requireNonNull(window), RevisionRange.of(id, entry));
    }

    private void append(Window current, RevisionRange range) {
        current.append(range);
        head = current.head();
        range.entries().stream()
                .filter(entry -> entry.kind() == EncodedChange.Kind.MEMBER)
                .forEach(this::limitRemovedCursors);
        observers.forEach(observer -> observer.changed(range.entries()));
    }

    private void limitRemovedCursors(EncodedChange entry) {
        if (codec.decode(entry) instanceof MemberState member && !member.joined()) {
            cursors.stream()
                    .filter(cursor -> cursor.reader().username().equals(member.username()))
                    .forEach(cursor -> cursor.removedAt(member.revision()));
        }
    }

    /** Returns the changes after a cursor's position; null at the head, or if they must first be read from the log. */
    @Nullable
    Slice next(Cursor cursor, long position) {
        if (position >= head) {
            return null;
        }
        List<RevisionRange> ranges = List.of();
        boolean fellOut;
        synchronized (this) {
            fellOut = window != null && window.fellOut(position);
            if (window != null && !fellOut) {
                // Cursors are already limited by any removal in the window
                ranges = window.after(position, cursor.limit(), MAX_BATCH_BYTES);
            }
        }
        if (fellOut) {
            repair.fellOut();
            cursor.catchUp();
            catchUp.add(cursor, position);
        }
        return ranges.isEmpty()
                ? null
                : Slice.of(position, ranges, cursor.reader().dialect());
    }

    private void read(long position) {
        repair.catchUp(this, position);
    }

    /** Returns whether any cursor still waits for a page of the log. */
    boolean hasWaitingCursors() {
        return catchUp.hasWaiting();
    }

    /** Delivers a page that was read after a position to the cursors that have fallen out of the window. */
    void caughtUp(long position, Changes.Page page) {
        catchUp.serve(position, new LogPage(id, page, codec));
    }

    /** Reports that no page was read, because no cursor waits for it any more. */
    void notCaughtUp() {
        catchUp.failed();
    }

    /** @param onLeave called when the cursor has left */
    Cursor join(RoomSubscriber reader, Consumer<LiveRoom> onLeave) {
        LoopReaders readers =
                loopReaders.computeIfAbsent(reader.deliveryExecutor(), executor -> new LoopReaders(this, reader));
        Cursor cursor = new Cursor(this, readers, reader, onLeave);
        synchronized (this) {
            cursors.add(cursor);
        }
        readers.add(cursor);
        return cursor;
    }

    void leave(Cursor cursor) {
        synchronized (this) {
            cursors.remove(cursor);
        }
    }

    void observe(RoomObserver observer) {
        observers.add(observer);
    }

    void leave(RoomObserver observer) {
        observers.remove(observer);
    }

    Set<RoomObserver> observers() {
        return Set.copyOf(observers);
    }

    synchronized boolean empty() {
        return cursors.isEmpty() && observers.isEmpty();
    }

    void signal(Signal signal) {
        observers.forEach(observer -> observer.signalled(signal));
        loopReaders.values().forEach(readers -> readers.signal(signal));
    }

    private void wake() {
        loopReaders.values().forEach(LoopReaders::wake);
    }

    /** Reads missing changes of a live room from the log. */
    interface Repair {

        /** Reads the log if the gap does not close by itself very soon. */
        void soon(LiveRoom room);

        /** Counts a cursor that has fallen out of the window. */
        void fellOut();

        /** Reads the log after a position; {@link #caughtUp} or {@link #notCaughtUp} is called with the result. */
        void catchUp(LiveRoom room, long position);
    }
}

package chat.parley.hub;

import chat.parley.transport.FrameBatch;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The cursors of a live room on one event loop. At most one task per loop is pending, however many changes arrive; it
 * encodes one batch for all cursors at the same position. Everything except {@link #wake} and {@link #signal} runs on
 * the loop.
 */
final class LoopReaders {

    private final LiveRoom room;
    private final Executor loop;
    private final Executor deliveryExecutor;
    private final Set<Cursor> cursors = new LinkedHashSet<>();
    private final Map<Dialect, Slice> slices = new HashMap<>(2);
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** @param first the first reader; all readers share its loop */
    LoopReaders(LiveRoom room, RoomSubscriber first) {
        this.room = room;
        this.loop = first.loop();
        this.deliveryExecutor = first.deliveryExecutor();
    }

    void add(Cursor cursor) {
        loop.execute(() -> cursors.add(cursor));
    }

    void remove(Cursor cursor) {
        loop.execute(() -> cursors.remove(cursor));
    }

    /** Schedules delivery to all cursors, unless it is already scheduled. */
    void wake() {
        if (scheduled.compareAndSet(false, true)) {
            deliveryExecutor.execute(this::serve);
        }
    }

    private void serve() {
        scheduled.set(false);
        slices.clear();
        forEachCursor(cursor -> cursor.reader().ready(cursor));
        slices.clear();
    }

    /** Returns the changes after a cursor's position; null at the head, or if they must first be read from the log. */
    @Nullable
    Slice next(Cursor cursor, long position) {
        Dialect dialect = cursor.reader().dialect();
        Slice slice = slices.get(dialect);
        if (slice == null || slice.after() != position || slice.revision() > cursor.limit()) {
            slice = room.next(cursor, position);
            if (slice != null) {
                slices.put(dialect, slice);
            }
        }
        return slice;
    }

    void signal(Signal signal) {
        loop.execute(() -> {
            Map<Dialect, FrameBatch> frames = new HashMap<>(2);
            forEachCursor(cursor -> deliver(cursor, signal, frames));
        });
    }

    private void deliver(Cursor cursor, Signal signal, Map<Dialect, FrameBatch> frames) {
        RoomSubscriber reader = cursor.reader();
        if (cursor.started() && !cursor.ended() && signal.concerns(reader.username())) {
            FrameBatch batch = frames.computeIfAbsent(
                    reader.dialect(), dialect -> new FrameBatch(dialect.encode(room.id(), signal)));
            if (!batch.isEmpty()) {
                reader.signal(cursor, batch);
            }
        }
    }

    /** Iterates over a copy, because serving one cursor may close another, and isolates failures. */
    private void forEachCursor(Consumer<Cursor> action) {
        for (Cursor cursor : List.copyOf(cursors)) {
            try {
                action.accept(cursor);
            } catch (RuntimeException e) {
                cursor.reader().failed(cursor, e);
            }
        }
    }
}

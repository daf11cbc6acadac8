package chat.parley.hub;

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
 * A live room's cursors on one event loop, served by one task: however much happens in the room, at most one is waiting,
 * and what it finds is made into one batch for all cursors that stand at the same place. Everything but {@link #wake} and
 * {@link #signal} happens on the loop.
 */
final class Drain {

    private final LiveRoom room;
    private final Executor loop;
    private final Executor turns;
    private final Set<Cursor> cursors = new LinkedHashSet<>();
    private final Map<Dialect, Run> runs = new HashMap<>(2);
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /** @param first of the readers, all of which have the same loop */
    Drain(LiveRoom room, Reader first) {
        this.room = room;
        this.loop = first.loop();
        this.turns = first.turns();
    }

    void add(Cursor cursor) {
        loop.execute(() -> cursors.add(cursor));
    }

    void remove(Cursor cursor) {
        loop.execute(() -> cursors.remove(cursor));
    }

    /** Lets every cursor look at the window. */
    void wake() {
        if (scheduled.compareAndSet(false, true)) {
            turns.execute(this::serve);
        }
    }

    private void serve() {
        scheduled.set(false);
        runs.clear();
        each(cursor -> cursor.reader().ready(cursor));
        runs.clear();
    }

    /** What follows a cursor's position; null at the head, or when the log has to be read first. */
    @Nullable
    Run next(Cursor cursor, long position) {
        Dialect dialect = cursor.reader().dialect();
        Run run = runs.get(dialect);
        if (run == null || run.after() != position || run.revision() > cursor.limit()) {
            run = room.next(cursor, position);
            if (run != null) {
                runs.put(dialect, run);
            }
        }
        return run;
    }

    void signal(Signal signal) {
        loop.execute(() -> {
            Map<Dialect, Batch> frames = new HashMap<>(2);
            each(cursor -> tell(cursor, signal, frames));
        });
    }

    private void tell(Cursor cursor, Signal signal, Map<Dialect, Batch> frames) {
        Reader reader = cursor.reader();
        if (cursor.started() && !cursor.ended() && signal.concerns(reader.username())) {
            Batch batch =
                    frames.computeIfAbsent(reader.dialect(), dialect -> new Batch(dialect.encode(room.id(), signal)));
            if (!batch.isEmpty()) {
                reader.signal(cursor, batch);
            }
        }
    }

    /** Serving one may make another leave, and one that fails must not keep the others from being served. */
    private void each(Consumer<Cursor> serve) {
        for (Cursor cursor : List.copyOf(cursors)) {
            try {
                serve.accept(cursor);
            } catch (RuntimeException e) {
                cursor.reader().failed(cursor, e);
            }
        }
    }
}

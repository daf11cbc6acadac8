package chat.parley.hub;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A live room's cursors on one event loop, served by one task: however much happens in the room, at most one is waiting.
 * The set is touched on the loop alone.
 */
final class Drain {

    private final Executor loop;
    private final Set<Cursor> cursors = new LinkedHashSet<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Drain(Executor loop) {
        this.loop = loop;
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
            loop.execute(() -> {
                scheduled.set(false);
                each(cursor -> cursor.reader().ready(cursor));
            });
        }
    }

    void signal(String room, Signal signal) {
        loop.execute(() -> {
            Map<Dialect, List<byte[]>> frames = new HashMap<>(2);
            each(cursor -> {
                Reader reader = cursor.reader();
                if (cursor.started() && !cursor.ended() && signal.concerns(reader.username())) {
                    reader.signal(
                            cursor, frames.computeIfAbsent(reader.dialect(), dialect -> dialect.encode(room, signal)));
                }
            });
        });
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

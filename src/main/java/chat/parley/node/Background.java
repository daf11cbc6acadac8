package chat.parley.node;

import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Work that a node does by itself from its start to its stop, beside what it is asked for. Declared as a bean; stops
 * before what it works with is closed.
 */
public final class Background implements SmartLifecycle {

    private final Supplier<Disposable> work;
    private Disposable running = Disposables.disposed();

    /** @param work begins the work, and returns how to end it */
    public Background(Supplier<Disposable> work) {
        this.work = work;
    }

    @Override
    public synchronized void start() {
        running = work.get();
    }

    @Override
    public synchronized void stop() {
        running.dispose();
    }

    @Override
    public synchronized boolean isRunning() {
        return !running.isDisposed();
    }
}

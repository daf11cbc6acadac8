package chat.parley.node;

import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * A task that runs from the start to the stop of the node. Declared as a bean; stops before the beans that it uses are
 * closed.
 */
public final class BackgroundTask implements SmartLifecycle {

    private final Supplier<Disposable> work;
    private Disposable running = Disposables.disposed();

    /** @param work starts the task and returns the handle that ends it */
    public BackgroundTask(Supplier<Disposable> work) {
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

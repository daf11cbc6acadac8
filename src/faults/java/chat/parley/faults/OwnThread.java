package chat.parley.faults;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The single thread of a client. A task that fails is a defect of the test and is reported at the end. */
final class OwnThread extends ScheduledThreadPoolExecutor {

    private static final int TIMEOUT_SECONDS = 20;

    private volatile @Nullable Throwable defect;

    OwnThread(String name) {
        super(1, task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // Discards tasks that are scheduled while the thread is ending
        setRejectedExecutionHandler(new DiscardPolicy());
    }

    <T> T call(Callable<T> task) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return task.call();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        this)
                .orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    void stop() {
        shutdown();
        try {
            if (!awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A client does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (defect != null) {
            throw new IllegalStateException("A client is broken", defect);
        }
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
        if (task instanceof Future<?> future && future.isDone() && !future.isCancelled()) {
            try {
                future.get();
            } catch (ExecutionException e) {
                defect = e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package chat.parley.database.h2;

import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads of the embedded database. H2 works and waits for row locks on the calling thread, so there are as many
 * threads as connections. Cancelled work is never interrupted: if a thread is interrupted during file access, Java
 * closes the file, which ends the whole database.
 */
public final class DatabaseThreads {

    private final ThreadPoolExecutor threads;
    private final Scheduler scheduler;

    public DatabaseThreads(int size) {
        // Adding work takes no lock, because event loops do it
        threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new LinkedTransferQueue<>(), task -> {
            Thread thread = new DatabaseThread(task);
            thread.setDaemon(true);
            return thread;
        });
        // As a plain executor, because other kinds interrupt; the work of one connection runs sequentially
        scheduler = Schedulers.fromExecutor(threads::execute, true);
    }

    /** Starts all threads. */
    public DatabaseThreads start() {
        threads.prestartAllCoreThreads();
        return this;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /** Returns whether the current thread belongs to an embedded database and may block. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof DatabaseThread;
    }

    /**
     * Accepts no more work, and waits for the work accepted before. Work that has not begun within the limit is dropped;
     * work that has begun is not interrupted.
     */
    public void end(Duration limit) {
        threads.shutdown();
        boolean finished = false;
        try {
            finished = threads.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!finished) {
                threads.getQueue().clear();
            }
        }
    }

    private static final class DatabaseThread extends Thread {

        DatabaseThread(Runnable task) {
            super(task, "db");
        }
    }
}

package chat.parley.database;

import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where the embedded database works: it works, and waits for row locks, on the thread that calls it, so there are as many
 * threads as connections. What is cancelled is never interrupted: a thread that is interrupted while it reads or writes a
 * file closes the file, which to H2 is the end of the whole database, for everybody.
 */
final class DatabaseThreads {

    private final ThreadPoolExecutor threads;
    private final Scheduler scheduler;

    DatabaseThreads(int size) {
        // Handing over work takes no lock: event loops do it
        threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new LinkedTransferQueue<>(), task -> {
            Thread thread = new Thread(task, "db");
            thread.setDaemon(true);
            return thread;
        });
        // As a plain executor, because any other one interrupts; what belongs to one connection one after the other
        scheduler = Schedulers.fromExecutor(threads::execute, true);
    }

    /** Starts them all. */
    DatabaseThreads start() {
        threads.prestartAllCoreThreads();
        return this;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** What is under way is finished. */
    void end() {
        threads.shutdown();
    }
}

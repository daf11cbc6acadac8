package chat.parley.database;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the work of one connection. What a transaction asks next while its connection's thread hands out the last answer
 * goes on there: no other thread is woken for it, and a whole transaction mostly stays where it began. All else, and what
 * comes after a transaction, goes to the threads that all connections share, because there may be somebody who waits for
 * the thread.
 */
final class ConnectionThread implements Executor {

    private final Executor threads;
    private final BooleanSupplier inTransaction;
    private volatile @Nullable Thread working;

    ConnectionThread(Executor threads, BooleanSupplier inTransaction) {
        this.threads = threads;
        this.inTransaction = inTransaction;
    }

    @Override
    public void execute(Runnable work) {
        if (working == Thread.currentThread() && inTransaction.getAsBoolean()) {
            work.run();
        } else {
            threads.execute(() -> run(work));
        }
    }

    private void run(Runnable work) {
        working = Thread.currentThread();
        try {
            work.run();
        } finally {
            working = null;
        }
    }
}

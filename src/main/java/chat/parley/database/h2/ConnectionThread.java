package chat.parley.database.h2;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the work of one connection. Work that a transaction requests while its connection's thread delivers a result
 * continues on that thread: no other thread is woken, and a transaction mostly stays on the thread where it began. All
 * other work, including work after a transaction, goes to the shared threads, because other connections may be waiting
 * for the current one.
 */
final class ConnectionThread implements Executor {

    private final Executor threads;
    private final BooleanSupplier inTransaction;
    private volatile @Nullable Thread current;

    ConnectionThread(Executor threads, BooleanSupplier inTransaction) {
        this.threads = threads;
        this.inTransaction = inTransaction;
    }

    @Override
    public void execute(Runnable work) {
        if (current == Thread.currentThread() && inTransaction.getAsBoolean()) {
            work.run();
        } else {
            threads.execute(() -> run(work));
        }
    }

    private void run(Runnable work) {
        current = Thread.currentThread();
        try {
            work.run();
        } finally {
            current = null;
        }
    }
}

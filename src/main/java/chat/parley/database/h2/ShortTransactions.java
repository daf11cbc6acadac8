package chat.parley.database.h2;

import chat.parley.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs frequent transactions of a few statements by key on the embedded database. Each runs uninterrupted on a database
 * thread, through JDBC: the operators between the statements of a reactive transaction cost more than such statements.
 *
 * <p>Cancellation does not interrupt a transaction that has begun.
 */
public final class ShortTransactions {

    private static final Logger log = LoggerFactory.getLogger(ShortTransactions.class);

    /** In milliseconds. Callers fall back to a transaction that blocks no thread while a row is locked. */
    private static final String LIMIT_LOCK_WAIT = "set lock_timeout 10";

    private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
    private final DatabaseAddress address;
    private final Scheduler scheduler;
    private final DurableCommit commits;

    /** @param scheduler where the database may block */
    public ShortTransactions(DatabaseAddress address, Scheduler scheduler, DurableCommit commits) {
        this.address = address;
        this.scheduler = scheduler;
        this.commits = commits;
    }

    /**
     * Runs a transaction.
     *
     * @return whether it was committed, once it is on disk; false if its work returned false or failed, so that nothing
     *     has changed. After an error the outcome is unknown
     */
    public Mono<Boolean> run(Work work) {
        return Mono.fromCallable(() -> execute(work))
                .subscribeOn(scheduler)
                .flatMap(committed -> committed ? commits.forced().thenReturn(true) : Mono.just(false));
    }

    /**
     * A connection that failed to end its transaction is closed, which rolls it back, and not reused. A transaction
     * that was not to be committed has changed nothing, even if its rollback fails because the database has closed.
     */
    private boolean execute(Work work) throws SQLException {
        Connection pooled = idle.poll();
        Connection connection = pooled == null ? open() : pooled;
        boolean ended = false;
        try {
            boolean done = attempt(work, connection);
            if (done) {
                commit(connection);
                ended = true;
            } else {
                ended = rolledBack(connection);
            }
            return done;
        } finally {
            if (ended) {
                idle.add(connection);
            } else {
                close(connection);
            }
        }
    }

    private static boolean rolledBack(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            log.debug("A short transaction could not be rolled back, SQL state {}", e.getSQLState());
            return false;
        }
    }

    /** Never fails, so that it does not hide why the connection is closed. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A connection could not be closed, SQL state {}", e.getSQLState());
        }
    }

    private static boolean attempt(Work work, Connection connection) {
        try {
            return work.run(connection);
        } catch (SQLException e) {
            log.debug("A short transaction failed, SQL state {}", e.getSQLState());
            return false;
        }
    }

    private void commit(Connection connection) throws SQLException {
        long change = commits.begin();
        try {
            connection.commit();
        } finally {
            commits.end(change);
        }
    }

    private Connection open() throws SQLException {
        Connection connection = address.connect();
        boolean prepared = false;
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(LIMIT_LOCK_WAIT);
            }
            prepared = true;
            return connection;
        } finally {
            if (!prepared) {
                close(connection);
            }
        }
    }

    /** The statements of a transaction, which run on a database thread and may be repeated by other means. */
    public interface Work {

        /** Returns whether to commit. */
        boolean run(Connection connection) throws SQLException;
    }
}

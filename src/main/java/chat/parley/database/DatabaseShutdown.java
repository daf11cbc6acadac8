package chat.parley.database;

import chat.parley.database.h2.DatabaseThreads;
import chat.parley.database.h2.H2Epoch;
import io.r2dbc.pool.ConnectionPool;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Closes the pool, ends the database threads, and then closes the embedded database, after all users have stopped. The
 * order matters: work that opened a connection later would open the database again, and its file would look as after a
 * crash. Runs on the thread that closes the application, which may block. Not required for durability: after a crash,
 * everything committed is on disk.
 */
class DatabaseShutdown implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(DatabaseShutdown.class);
    private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration WORK_TIMEOUT = Duration.ofSeconds(5);

    private final ConnectionPool pool;
    private final DatabaseThreads threads;
    private final DatabaseAddress address;
    private final H2Epoch lineage;

    DatabaseShutdown(ConnectionPool pool, DatabaseThreads threads, DatabaseAddress address, H2Epoch lineage) {
        this.pool = pool;
        this.threads = threads;
        this.address = address;
        this.lineage = lineage;
    }

    @Override
    public void destroy() {
        pool.dispose();
        threads.end(WORK_TIMEOUT);
        if (address.file() != null) {
            shutDown();
        }
    }

    private void shutDown() {
        DriverManager.setLoginTimeout((int) LOGIN_TIMEOUT.toSeconds());
        if (closed()) {
            lineage.closed();
        }
    }

    private boolean closed() {
        try (var connection = address.connect();
                var statement = connection.createStatement()) {
            statement.execute("shutdown");
            return true;
        } catch (SQLException e) {
            log.warn("The embedded database could not be closed cleanly; nothing that was committed is lost", e);
            return false;
        }
    }
}

package chat.parley.database;

import io.r2dbc.pool.ConnectionPool;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Closes the pool, then the embedded database, when everything that uses them has stopped. Runs on the thread that
 * closes the application, which may block. A crash needs none of this: what was committed is on disk.
 */
class DatabaseShutdown implements DisposableBean {

    private static final Log log = LogFactory.getLog(DatabaseShutdown.class);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final ConnectionPool pool;
    private final DatabaseThreads threads;
    private final DatabaseAddress address;
    private final EmbeddedLineage lineage;

    DatabaseShutdown(ConnectionPool pool, DatabaseThreads threads, DatabaseAddress address, EmbeddedLineage lineage) {
        this.pool = pool;
        this.threads = threads;
        this.address = address;
        this.lineage = lineage;
    }

    @Override
    public void destroy() {
        pool.dispose();
        if (address.file() != null) {
            shutDown();
        }
        threads.end();
    }

    private void shutDown() {
        DriverManager.setLoginTimeout((int) LIMIT.toSeconds());
        if (closed()) {
            lineage.closed();
        }
    }

    private boolean closed() {
        try (var connection = DriverManager.getConnection(address.url(), address.username(), address.password());
                var statement = connection.createStatement()) {
            statement.execute("shutdown");
            return true;
        } catch (SQLException e) {
            log.warn("The embedded database could not be closed cleanly; nothing that was committed is lost", e);
            return false;
        }
    }
}

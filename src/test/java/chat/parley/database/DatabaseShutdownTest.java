package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.database.h2.DatabaseThreads;
import chat.parley.database.h2.H2Epoch;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseShutdownTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final SecureRandom random = new SecureRandom();
    private final DatabaseThreads threads = new DatabaseThreads(1).start();
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void workThatOpensAConnectionLateDoesNotReopenTheDatabase() throws InterruptedException, SQLException, IOException {
        String url = "jdbc:h2:file:" + folder.resolve("parley") + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";
        DatabaseAddress address = new DatabaseAddress(true, url, null, null);
        H2Epoch lineage = H2Epoch.of(address, random);
        address.connect().close();
        CountDownLatch busy = new CountDownLatch(1);
        AtomicBoolean connected = new AtomicBoolean();
        threads.scheduler().schedule(() -> {
            busy.countDown();
            awaitRelease();
        });
        threads.scheduler().schedule(() -> connected.set(connect(address)));
        assertThat(busy.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        Thread shutdown = new Thread(() -> new DatabaseShutdown(pool(), threads, address, lineage).destroy());
        shutdown.start();
        await().atMost(LIMIT)
                .until(() -> shutdown.getState() == Thread.State.TIMED_WAITING
                        || shutdown.getState() == Thread.State.TERMINATED);
        released.countDown();
        shutdown.join(LIMIT.toMillis());
        threads.end(LIMIT);

        assertThat(connected).isTrue();
        assertThat(isOpen()).isFalse();
        assertThat(H2Epoch.of(address, random).id()).isEqualTo(lineage.id());
    }

    /** An open database holds a lock on its file. */
    private boolean isOpen() throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve("parley.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    private void awaitRelease() {
        try {
            released.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean connect(DatabaseAddress address) {
        try (Connection connection = address.connect()) {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    private static ConnectionPool pool() {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(new H2ConnectionFactory(
                        H2ConnectionConfiguration.builder().inMemory("unused").build()))
                .initialSize(0)
                .build());
    }
}

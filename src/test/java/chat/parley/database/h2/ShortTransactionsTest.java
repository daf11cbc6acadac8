package chat.parley.database.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class ShortTransactionsTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final DatabaseAddress address = new DatabaseAddress(
            true, "jdbc:h2:mem:short" + System.nanoTime() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", null, null);
    private final DatabaseThreads threads = new DatabaseThreads(3).start();
    private final ShortTransactions transactions =
            new ShortTransactions(address, threads.scheduler(), new DurableCommit(address, threads.scheduler()));

    @BeforeEach
    void createTable() throws SQLException {
        try (Connection connection = address.connect()) {
            execute(connection, "create table t (id int primary key)");
        }
    }

    @AfterEach
    void end() {
        threads.end(LIMIT);
    }

    @Test
    void completedWorkIsCommitted() throws SQLException {
        assertThat(insert(1, true)).isTrue();
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void declinedWorkIsRolledBack() throws SQLException {
        assertThat(insert(1, false)).isFalse();
        assertThat(rows()).isZero();
    }

    @Test
    void failedWorkIsRolledBackAndHoldsNoLock() throws SQLException {
        insert(1, true);

        assertThat(transactions
                        .run(connection -> {
                            execute(connection, "insert into t values (2)");
                            execute(connection, "insert into t values (1)");
                            return true;
                        })
                        .block(LIMIT))
                .isFalse();
        assertThat(rows()).isEqualTo(1);
        assertThat(insert(2, true)).isTrue();
    }

    @Test
    void lockedRowIsNotAwaited() throws SQLException {
        insert(1, true);
        try (Connection outside = address.connect()) {
            outside.setAutoCommit(false);
            execute(outside, "update t set id = 3 where id = 1");

            assertThat(transactions
                            .run(connection -> {
                                execute(connection, "update t set id = 4 where id = 1");
                                return true;
                            })
                            .block(LIMIT))
                    .isFalse();
            outside.rollback();
        }
    }

    @Test
    void unexpectedFailureIsReportedAndHoldsNoLock() throws SQLException {
        assertThatThrownBy(() -> transactions
                        .run(connection -> {
                            execute(connection, "insert into t values (1)");
                            throw new IllegalStateException("broken");
                        })
                        .block(LIMIT))
                .hasMessage("broken");
        assertThat(insert(1, true)).isTrue();
    }

    @Test
    void sequentialTransactionsShareOneConnection() {
        Set<Connection> used = ConcurrentHashMap.newKeySet();
        Flux.range(0, 20).concatMap(i -> transactions.run(used::add)).blockLast(LIMIT);

        assertThat(used).hasSize(1);
    }

    @Test
    void closedDatabaseIsAFailureOfTheWorkAndTheNextTransactionConnectsAgain() throws SQLException {
        insert(1, true);
        try (Connection outside = address.connect()) {
            execute(outside, "shutdown");
        }
        createTable();

        assertThat(insert(1, true)).isFalse();
        assertThat(insert(1, true)).isTrue();
    }

    @Test
    void failedRollbackDoesNotHideTheFailure() throws SQLException {
        try (BrokenConnections connections = new BrokenConnections()) {
            ShortTransactions broken = transactions(connections);
            connections.fail("rollback");
            connections.fail("close");

            assertThat(broken.run(connection -> {
                                throw new SQLException("first");
                            })
                            .block(LIMIT))
                    .isFalse();
            assertThat(broken.run(connection -> false).block(LIMIT)).isFalse();
            assertThatThrownBy(() -> broken.run(connection -> {
                                throw new IllegalStateException("first");
                            })
                            .block(LIMIT))
                    .hasMessage("first");
        }
    }

    @Test
    void failedCloseDoesNotHideAFailedCommit() throws SQLException {
        try (BrokenConnections connections = new BrokenConnections()) {
            connections.fail("commit");
            connections.fail("close");

            assertThatThrownBy(() ->
                            transactions(connections).run(connection -> true).block(LIMIT))
                    .hasRootCauseMessage("commit failed");
        }
    }

    @Test
    void connectionWhoseRollbackFailedIsNotReused() throws SQLException {
        try (BrokenConnections connections = new BrokenConnections()) {
            ShortTransactions broken = transactions(connections);
            connections.fail("rollback");
            broken.run(connection -> false).block(LIMIT);
            connections.repair();

            assertThat(broken.run(connection -> true).block(LIMIT)).isTrue();
            assertThat(connections.opened()).hasSize(2);
            assertThat(connections.opened().get(0).isClosed()).isTrue();
        }
    }

    @Test
    void connectionThatCannotBePreparedIsClosed() throws SQLException {
        try (BrokenConnections connections = new BrokenConnections()) {
            for (String step : List.of("setAutoCommit", "createStatement")) {
                connections.fail(step);
                assertThatThrownBy(() -> transactions(connections)
                                .run(connection -> true)
                                .block(LIMIT))
                        .hasRootCauseMessage(step + " failed");
                connections.repair();
            }

            for (Connection connection : connections.opened()) {
                assertThat(connection.isClosed()).isTrue();
            }
        }
    }

    private ShortTransactions transactions(BrokenConnections connections) {
        return new ShortTransactions(
                connections.address(), threads.scheduler(), new DurableCommit(address, threads.scheduler()));
    }

    private boolean insert(int id, boolean commit) {
        return Boolean.TRUE.equals(transactions
                .run(connection -> {
                    execute(connection, "insert into t values (" + id + ")");
                    return commit;
                })
                .block(LIMIT));
    }

    private int rows() throws SQLException {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from t")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

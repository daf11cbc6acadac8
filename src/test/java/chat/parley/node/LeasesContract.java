package chat.parley.node;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;

/** The contract of leases, on each database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LeasesContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long LEASE = 1_000;

    private final ParleyServer.Setup setup = database(ParleyServer.with())
            .property("parley.node.lease", LEASE + "ms")
            .property("parley.node.renew-every", "100ms")
            .property("parley.node.sweep-after", "1s");

    private final ParleyServer server = setup.start();
    private final Leases leases = server.bean(Leases.class);
    private final Node node = server.bean(Node.class);
    private final DatabaseClient database = server.bean(DatabaseClient.class);

    /** Configures a fresh database, shared by all servers of this setup. */
    abstract ParleyServer.Setup database(ParleyServer.Setup setup);

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void runningNodeStaysAlive() {
        long first = leaseOf(node.id());

        eventually().until(() -> leaseOf(node.id()) > first + LEASE);
        assertThat(alive()).contains(node.id());
    }

    @Test
    void stoppedNodeDisappearsImmediately() {
        ParleyServer second = setup.start();
        String id = second.bean(Node.class).id();
        eventually().until(() -> alive().containsAll(Set.of(node.id(), id)));

        second.stop();

        assertThat(alive()).contains(node.id()).doesNotContain(id);
        assertThat(rows("node", id)).isZero();
    }

    @Test
    void silentNodeIsDeadAfterItsLease() {
        insert("silent", 300);
        assertThat(alive()).contains("silent");

        eventually().until(() -> !alive().contains("silent"));
    }

    @Test
    void deadNodesAreSweptWithTheirPresence() {
        insert("dead", -500);
        execute(
                "insert into presence (connection_id, room_id, account_id, node_id) values ('c', 'general', 1, 'dead')");
        assertThat(rows("node", "dead")).isEqualTo(1);

        eventually().until(() -> rows("node", "dead") == 0);
        assertThat(count("select count(*) from presence where node_id = 'dead'"))
                .isZero();
    }

    @Test
    void nodeWithoutRowInsertsItAgainAndReportsTheLoss() {
        List<Leases.Renewal> told = new CopyOnWriteArrayList<>();
        leases.renewals().subscribe(told::add);

        execute("delete from node where id = '" + node.id() + "'");

        eventually().until(() -> told.contains(Leases.Renewal.LOST));
        // The row of a renewal that had begun before may be the one that was deleted
        eventually().until(() -> alive().contains(node.id()));
        assertThat(rows("node", node.id())).isEqualTo(1);
    }

    @Test
    void expiredLeaseIsRenewedWithItsRows() {
        List<Leases.Renewal> told = new CopyOnWriteArrayList<>();
        leases.renewals().subscribe(told::add);
        // Just expired, but not so long ago that this node's own sweep might delete the row before the renewal
        execute(
                "update node set lease_until = cast(extract(epoch from current_timestamp) * 1000 as bigint) - 1 where id = '"
                        + node.id() + "'");

        eventually().until(() -> alive().contains(node.id()));
        eventually().until(() -> !told.isEmpty());
        assertThat(told).containsOnly(Leases.Renewal.KEPT);
    }

    private Set<String> alive() {
        return Objects.requireNonNull(leases.alive().block(LIMIT));
    }

    private void insert(String id, long leaseMillis) {
        execute("insert into node (id, address, lease_until) values ('" + id
                + "', 'here', cast(extract(epoch from current_timestamp) * 1000 as bigint) + " + leaseMillis + ")");
    }

    private long leaseOf(String id) {
        return count("select lease_until from node where id = '" + id + "'");
    }

    private long rows(String table, String id) {
        return count("select count(*) from " + table + " where id = '" + id + "'");
    }

    private void execute(String sql) {
        database.sql(sql).then().block(LIMIT);
    }

    private long count(String sql) {
        return Objects.requireNonNull(
                database.sql(sql).mapValue(Long.class).one().block(LIMIT));
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20));
    }
}

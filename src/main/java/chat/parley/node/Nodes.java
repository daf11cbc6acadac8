package chat.parley.node;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table {@code node}. Leases use only the database's clock. */
@Repository
class Nodes {

    /** Deleting a node may delete thousands of presence rows. */
    private static final int SWEEP_SIZE = 10;

    /** A limit beyond any real cluster. */
    private static final int MAX_LISTED = 1_000;

    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String RENEW = "update node set lease_until = " + NOW + " + :lease, sockets = :sockets,"
            + " rooms = :rooms, lag = :lag, round_trip_micros = :roundTrip, channel_up = :up, clock_ahead = :clock - "
            + NOW
            + " where id = :id";

    private static final String INSERT =
            "insert into node (id, address, version, started_at, lease_until, sockets, rooms,"
                    + " lag, round_trip_micros, channel_up, clock_ahead) values (:id, :address, :version, " + NOW
                    + " - :uptime, "
                    + NOW + " + :lease, :sockets, :rooms, :lag, :roundTrip, :up, :clock - " + NOW + ")";

    private static final String ALL = "select id, address, version, started_at, sockets, rooms, lag, round_trip_micros,"
            + " channel_up, clock_ahead, lease_until > " + NOW + " as alive from node order by address, id limit "
            + MAX_LISTED;

    private static final String SWEEP = "delete from node where id in (select id from node where lease_until < " + NOW
            + " - :silence order by lease_until limit " + SWEEP_SIZE + ")";

    private final DatabaseClient database;
    private final VitalsCollector collector;
    private final Clock clock;

    Nodes(DatabaseClient database, VitalsCollector collector, Clock clock) {
        this.clock = clock;
        this.database = database;
        this.collector = collector;
    }

    /** Emits whether there was a row to renew. */
    Mono<Boolean> renew(Node node, Duration lease) {
        return withVitals(RENEW)
                .bind("lease", lease.toMillis())
                .bind("id", node.id())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> insert(Node node, Duration lease) {
        return withVitals(INSERT)
                .bind("id", node.id())
                .bind("address", node.address())
                .bind("version", Parameter.fromOrEmpty(collector.version(), String.class))
                .bind("uptime", collector.uptime().toMillis())
                .bind("lease", lease.toMillis())
                .then();
    }

    private DatabaseClient.GenericExecuteSpec withVitals(String sql) {
        Vitals vitals = collector.collect();
        return database.sql(sql)
                .bind("clock", clock.millis())
                .bind("sockets", vitals.sockets())
                .bind("rooms", vitals.rooms())
                .bind("lag", vitals.lag())
                .bind("roundTrip", Parameter.fromOrEmpty(vitals.roundTripMicros(), Long.class))
                .bind("up", vitals.channelUp());
    }

    /** Deletes the node and its presence. */
    Mono<Void> delete(Node node) {
        return database.sql("delete from node where id = :id")
                .bind("id", node.id())
                .then();
    }

    /** Returns the ids of the nodes with a valid lease. */
    Mono<Set<String>> alive() {
        return database.sql("select id from node where lease_until > " + NOW)
                .map(row -> Objects.requireNonNull(row.get("id", String.class)))
                .all()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns every node that has a row, with its vitals. */
    Flux<NodeStatus> all() {
        return database.sql(ALL).map(Nodes::status).all();
    }

    private static NodeStatus status(Readable row) {
        Long ahead = row.get("clock_ahead", Long.class);
        Long startedAt = row.get("started_at", Long.class);
        return new NodeStatus(
                new Node(required(row, "id", String.class), required(row, "address", String.class)),
                required(row, "alive", Boolean.class),
                row.get("version", String.class),
                startedAt == null ? null : Instant.ofEpochMilli(startedAt),
                ahead == null ? null : Duration.ofMillis(ahead),
                vitals(row));
    }

    private static @Nullable Vitals vitals(Readable row) {
        return row.get("sockets", Integer.class) == null
                ? null
                : new Vitals(
                        required(row, "sockets", Integer.class),
                        required(row, "rooms", Integer.class),
                        required(row, "lag", Long.class),
                        row.get("round_trip_micros", Long.class),
                        required(row, "channel_up", Boolean.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    /** Deletes some of the nodes whose lease expired at least {@code maxAge} ago, and returns how many. */
    Mono<Long> sweep(Duration maxAge) {
        return database.sql(SWEEP).bind("silence", maxAge.toMillis()).fetch().rowsUpdated();
    }
}

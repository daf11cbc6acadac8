package chat.parley.node;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code node}. Leases count by the database's clock alone. */
@Repository
class Nodes {

    /** Each dead node may drag thousands of presence rows with it. */
    private static final int SWEPT_AT_ONCE = 10;

    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String RENEW = "update node set lease_until = " + NOW + " + :lease where id = :id";

    private static final String INSERT =
            "insert into node (id, address, lease_until) values (:id, :address, " + NOW + " + :lease)";

    private static final String SWEEP = "delete from node where id in (select id from node where lease_until < " + NOW
            + " - :silence order by lease_until limit " + SWEPT_AT_ONCE + ")";

    private final DatabaseClient database;

    Nodes(DatabaseClient database) {
        this.database = database;
    }

    /** Emits whether there was a row to renew. */
    Mono<Boolean> renew(Node node, Duration lease) {
        return database.sql(RENEW)
                .bind("lease", lease.toMillis())
                .bind("id", node.id())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> insert(Node node, Duration lease) {
        return database.sql(INSERT)
                .bind("id", node.id())
                .bind("address", node.address())
                .bind("lease", lease.toMillis())
                .then();
    }

    /** Its presence goes with it. */
    Mono<Void> delete(Node node) {
        return database.sql("delete from node where id = :id")
                .bind("id", node.id())
                .then();
    }

    /** The ids of the nodes whose lease is valid. */
    Mono<Set<String>> alive() {
        return database.sql("select id from node where lease_until > " + NOW)
                .map(row -> Objects.requireNonNull(row.get("id", String.class)))
                .all()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Removes some of the nodes whose lease has been over for this long; emits how many. */
    Mono<Long> sweep(Duration silence) {
        return database.sql(SWEEP).bind("silence", silence.toMillis()).fetch().rowsUpdated();
    }
}

package chat.parley.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The random id of the database's history. Revisions can only be compared within one epoch. A new epoch begins when the
 * database may have gone back to an earlier state: it was restored, a standby was promoted, the embedded database was
 * not closed cleanly, or a lower revision than before was observed.
 *
 * <p>The identity of the database is its <em>lineage</em>. For PostgreSQL this is the cluster, its timeline (every
 * promotion and every point-in-time recovery begins a new one), and the identity of a table (which differs after a dump
 * is restored). The lineage is stored with the epoch; if it does not match, the first node that detects this begins a
 * new epoch, and all others adopt it. Every new connection is verified before anything is read through it. Thread-safe.
 */
public final class Epoch {

    private static final Logger log = LoggerFactory.getLogger(Epoch.class);
    private static final int ID_BYTES = 12;

    /**
     * SQL states for functions that are unknown or not permitted, as on services that are only compatible with
     * PostgreSQL.
     */
    private static final List<String> UNSUPPORTED = List.of("42", "0A");

    private static final String POSTGRESQL_LINEAGE = """
            (select cast(system_identifier as varchar) from pg_control_system())
            || '.' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
            || '.' || (select cast(oid as varchar) from pg_database where datname = current_database())
            || '.' || cast(cast(cast('installation' as regclass) as oid) as varchar)""";

    /** The column itself, which always matches. */
    private static final String UNKNOWN_LINEAGE = "lineage";

    private final SecureRandom random;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> previous = ConcurrentHashMap.newKeySet();
    private final String lineage;
    private volatile String current;

    private Epoch(SecureRandom random, String lineage, String current) {
        this.random = random;
        this.lineage = lineage;
        this.current = current;
    }

    /** Reads the epoch of a migrated database or begins one. Blocks; for startup only. */
    static Epoch of(DatabaseAddress address, String ownLineage, SecureRandom random) throws SQLException {
        try (var connection = DriverManager.getConnection(address.url(), address.username(), address.password());
                Statement statement = connection.createStatement()) {
            String lineage = address.embedded() ? "'" + ownLineage + "'" : postgresql(statement);
            statement.executeUpdate(updateLineage(lineage, random));
            return new Epoch(random, lineage, read(statement, "select epoch from installation where id = 1"));
        }
    }

    private static String postgresql(Statement statement) throws SQLException {
        try {
            read(statement, "select " + POSTGRESQL_LINEAGE);
            return POSTGRESQL_LINEAGE;
        } catch (SQLException e) {
            if (UNSUPPORTED.stream().noneMatch(Objects.requireNonNullElse(e.getSQLState(), "")::startsWith)) {
                throw e;
            }
            log.warn(
                    "This database does not reveal its identity: begin a new epoch by hand after a restore or a failover");
            return UNKNOWN_LINEAGE;
        }
    }

    private static String read(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Objects.requireNonNull(row.getString(1));
        }
    }

    private static String updateLineage(String lineage, SecureRandom random) {
        return "update installation set epoch = '" + id(random) + "', lineage = " + lineage
                + " where id = 1 and (epoch is null or lineage is distinct from " + lineage + ")";
    }

    public static String id(SecureRandom random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Returns the epoch of everything that is read from now on. Never blocks. */
    public String current() {
        return current;
    }

    /**
     * Reads within one epoch; a read that a change of the epoch overtakes is repeated.
     *
     * @param read receives the epoch that its result will belong to
     */
    public <T> Mono<T> readConsistently(Function<String, Mono<T>> read) {
        return Mono.defer(() -> {
            String epoch = current;
            return read.apply(epoch)
                    .flatMap(result -> epoch.equals(current) ? Mono.just(result) : readConsistently(read));
        });
    }

    /**
     * Registers a listener that is called when another epoch has begun, before anything of it is read. The listener
     * must discard what it has cached about rooms. It runs on any thread and must not block.
     */
    public Disposable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Verifies the epoch over this connection and begins a new one if the lineage has changed. */
    public Mono<Void> verify(Connection connection) {
        return read(connection)
                .flatMap(found -> found.same()
                        ? Mono.just(found)
                        : update(connection, updateLineage(lineage, random)).then(read(connection)))
                .doOnNext(found -> adopt(found.epoch()))
                .then();
    }

    /** Begins a new epoch, unless another node has already replaced the known one. */
    Mono<Void> renew(Connection connection, String outdated) {
        String sql = "update installation set epoch = '" + id(random) + "' where id = 1 and epoch = '" + outdated + "'";
        return outdated.equals(current)
                ? update(connection, sql).then(Mono.defer(() -> verify(connection)))
                : Mono.empty();
    }

    private Mono<Found> read(Connection connection) {
        String sql = "select epoch, case when epoch is not null and lineage is not distinct from " + lineage
                + " then 1 else 0 end as same from installation where id = 1";
        return results(connection, sql).flatMap(result -> result.map(Found::of)).next();
    }

    private static Mono<Void> update(Connection connection, String sql) {
        return results(connection, sql).flatMap(Result::getRowsUpdated).then();
    }

    private static Flux<Result> results(Connection connection, String sql) {
        Publisher<? extends Result> results = connection.createStatement(sql).execute();
        return Flux.from(results);
    }

    /** A former epoch is never adopted again, even if a connection to a former primary reports it. */
    private synchronized void adopt(String epoch) {
        if (!epoch.equals(current) && !previous.contains(epoch)) {
            log.warn("The database has gone back or was replaced: a new epoch begins, and clients reload their rooms");
            previous.add(current);
            current = epoch;
            listeners.forEach(Runnable::run);
        }
    }

    private record Found(String epoch, boolean same) {

        static Found of(Readable row) {
            String epoch = row.get("epoch", String.class);
            Integer same = row.get("same", Integer.class);
            return new Found(epoch == null ? "" : epoch, same != null && same == 1);
        }
    }
}

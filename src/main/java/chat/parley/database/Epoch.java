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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The random id of the history that the database holds. Revisions of one epoch can be compared; those of different epochs
 * say nothing about each other. A new epoch begins when the database may have gone back: it was restored, a standby took
 * its place, the embedded one was not closed cleanly, or a revision was seen to be lower than before.
 *
 * <p>The database says what it is by its <em>lineage</em>: for PostgreSQL the cluster, its timeline (every promotion and
 * every recovery to a point in time begins another one), and the identity of a table (a restored dump has other ones). The
 * lineage is stored beside the epoch; where they disagree, the first node that sees it begins a new epoch, and all others
 * take that. Every new connection to the database is compared before anything is read through it. Thread-safe.
 */
public final class Epoch {

    private static final Log log = LogFactory.getLog(Epoch.class);
    private static final int BYTES = 12;

    /** SQL states for a function that is unknown or not permitted, as with services that resemble PostgreSQL. */
    private static final List<String> UNSUPPORTED = List.of("42", "0A");

    private static final String POSTGRESQL = """
            (select cast(system_identifier as varchar) from pg_control_system())
            || '.' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)
            || '.' || (select cast(oid as varchar) from pg_database where datname = current_database())
            || '.' || cast(cast(cast('installation' as regclass) as oid) as varchar)""";

    /** The column itself, which never differs. */
    private static final String UNKNOWN = "lineage";

    private final SecureRandom random;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> former = ConcurrentHashMap.newKeySet();
    private final String lineage;
    private volatile String current;

    private Epoch(SecureRandom random, String lineage, String current) {
        this.random = random;
        this.lineage = lineage;
        this.current = current;
    }

    /** Reads the epoch of a database that has been migrated, or begins one. Blocks: for the start. */
    static Epoch of(DatabaseAddress address, String ownLineage, SecureRandom random) throws SQLException {
        try (var connection = DriverManager.getConnection(address.url(), address.username(), address.password());
                Statement statement = connection.createStatement()) {
            String lineage = address.embedded() ? "'" + ownLineage + "'" : postgresql(statement);
            statement.executeUpdate(begin(lineage, random));
            return new Epoch(random, lineage, read(statement, "select epoch from installation where id = 1"));
        }
    }

    private static String postgresql(Statement statement) throws SQLException {
        try {
            read(statement, "select " + POSTGRESQL);
            return POSTGRESQL;
        } catch (SQLException e) {
            if (UNSUPPORTED.stream().noneMatch(Objects.requireNonNullElse(e.getSQLState(), "")::startsWith)) {
                throw e;
            }
            log.warn("This database does not say what it is: after a restore or a failover, begin a new epoch by hand");
            return UNKNOWN;
        }
    }

    private static String read(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return Objects.requireNonNull(row.getString(1));
        }
    }

    private static String begin(String lineage, SecureRandom random) {
        return "update installation set epoch = '" + id(random) + "', lineage = " + lineage
                + " where id = 1 and (epoch is null or lineage is distinct from " + lineage + ")";
    }

    static String id(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The epoch of everything that is read from now on. Never waits. */
    public String current() {
        return current;
    }

    /**
     * Reads within one epoch: what a change of the epoch overtook is read again.
     *
     * @param read is given the epoch that its result will belong to
     */
    public <T> Mono<T> within(Function<String, Mono<T>> read) {
        return Mono.defer(() -> {
            String before = current;
            return read.apply(before).flatMap(result -> before.equals(current) ? Mono.just(result) : within(read));
        });
    }

    /**
     * Calls back whenever another epoch has begun, before anything of it is read. The listener forgets what it remembers of
     * rooms; it runs on any thread and must not wait.
     */
    public Disposable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Compares with what the database says over this connection, and begins a new epoch if that must be. */
    Mono<Void> verify(Connection connection) {
        return read(connection)
                .flatMap(found -> found.same()
                        ? Mono.just(found)
                        : update(connection, begin(lineage, random)).then(read(connection)))
                .doOnNext(found -> take(found.epoch()))
                .then();
    }

    /** Begins a new epoch, unless another node has done so since this node knew the current one. */
    Mono<Void> renew(Connection connection, String known) {
        String sql = "update installation set epoch = '" + id(random) + "' where id = 1 and epoch = '" + known + "'";
        return known.equals(current)
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

    /** An epoch that was left is over, whatever a connection to a former primary says. */
    private synchronized void take(String epoch) {
        if (!epoch.equals(current) && !former.contains(epoch)) {
            log.warn("The database has gone back, or was replaced: a new epoch begins, and clients start afresh");
            former.add(current);
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

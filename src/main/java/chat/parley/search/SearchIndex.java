package chat.parley.search;

import chat.parley.database.DatabaseAddress;
import chat.parley.database.LongWork;
import chat.parley.text.Folding;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Creates PostgreSQL's trigram index of texts, in the background and on one node. Without the extension, or without
 * permission to create it, searches work but are slower for rare terms.
 */
@Component
class SearchIndex {

    private static final Logger log = LoggerFactory.getLogger(SearchIndex.class);

    /** An arbitrary key of the advisory lock, unique to this purpose. */
    private static final long LOCK = 7_205_759_403L;

    private static final Duration LOCK_RETRY_DELAY = Duration.ofSeconds(30);
    private static final Duration MIN_RETRY_DELAY = Duration.ofSeconds(1);
    private static final Duration MAX_RETRY_DELAY = Duration.ofMinutes(10);

    private static final String INVALID_INDEX = """
            select 1 from pg_index i join pg_class c on c.oid = i.indexrelid
            where c.relname = '%s' and not i.indisvalid""";

    private final DatabaseAddress address;
    private final LongWork longWork;
    private volatile boolean usable;
    private volatile String loggedReason = "";

    SearchIndex(DatabaseAddress address, LongWork longWork) {
        this.address = address;
        this.longWork = longWork;
    }

    boolean isUsable() {
        return usable;
    }

    Disposable start() {
        if (address.embedded()) {
            return Disposables.disposed();
        }
        return create().doOnError(this::logFailure)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, MIN_RETRY_DELAY)
                        .maxBackoff(MAX_RETRY_DELAY)
                        .transientErrors(true))
                .repeatWhen(rounds -> rounds.takeWhile(round -> !usable).delayElements(LOCK_RETRY_DELAY))
                .subscribe();
    }

    /**
     * Logs each reason once. The database may be unavailable, or its administrator may still install or permit the
     * extension.
     */
    private void logFailure(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        if (!reason.equals(loggedReason)) {
            log.info("The search index could not be created: {}. Searches work, but are slower", reason);
        }
        loggedReason = reason;
    }

    /** Uses a separate connection, because creating an index may exceed the statement timeout. */
    private Mono<Void> create() {
        return Flux.usingWhen(
                        longWork.connections().create(),
                        connection -> hasRows(connection, "select 1 where pg_try_advisory_lock(" + LOCK + ")")
                                .flatMap(locked -> locked ? create(connection) : Mono.empty()),
                        Connection::close)
                .then();
    }

    private Mono<Void> create(Connection connection) {
        return execute(connection, "set statement_timeout = 0")
                .then(execute(connection, "create extension if not exists pg_trgm"))
                .then(createIndex(connection, "message_search_text", "using gin (search_text gin_trgm_ops)"))
                .then(createIndex(
                        connection,
                        "message_unfolded_" + Folding.RULE,
                        "(room_id, seq) where search_revision is null or search_revision <> revision or search_rule <> "
                                + Folding.RULE))
                .then(Mono.fromRunnable(() -> usable = true));
    }

    /** Drops an invalid index, which a crash leaves behind and which would block creating it again. */
    private static Mono<Void> createIndex(Connection connection, String name, String definition) {
        return hasRows(connection, INVALID_INDEX.formatted(name))
                .flatMap(broken -> broken ? execute(connection, "drop index concurrently " + name) : Mono.empty())
                .then(execute(
                        connection, "create index concurrently if not exists " + name + " on message " + definition));
    }

    private static Mono<Void> execute(Connection connection, String sql) {
        return Mono.defer(() -> Flux.from(results(connection, sql))
                .flatMap(Result::getRowsUpdated)
                .then());
    }

    private static Mono<Boolean> hasRows(Connection connection, String sql) {
        return Mono.defer(() -> Flux.from(results(connection, sql))
                .flatMap(result -> result.map(row -> true))
                .hasElements());
    }

    private static Publisher<? extends Result> results(Connection connection, String sql) {
        return connection.createStatement(sql).execute();
    }
}

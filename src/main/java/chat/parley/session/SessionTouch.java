package chat.parley.session;

import chat.parley.batch.GroupCommit;
import chat.parley.database.TransientFailures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Records the last use of sessions and extends them. Uses that arrive while others are being stored are combined into
 * one statement, so that thousands of clients that reconnect together do not each cause a write.
 */
final class SessionTouch {

    private static final int CAPACITY = 100_000;
    private static final int MAX_BATCH = 200;
    private static final int LIFETIME_DIVISOR = 10;

    /** A join instead of a condition: H2 would compare each row with all keys. */
    private static final String TOUCH = """
            merge into session s using (select * from unnest(cast(:ids as varchar array)) as x(id)) k
            on (s.token_hash = k.id)
            when matched then update set last_seen_at = :now, expires_at = :end""";

    private final GroupCommit<Use> uses = new GroupCommit<>(CAPACITY, MAX_BATCH, this::store);
    private final DatabaseClient database;
    private final SessionProperties properties;
    private final Clock clock;

    SessionTouch(DatabaseClient database, SessionProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Records the use of those sessions whose last recorded use is older than {@code interval}, or than a tenth of
     * their lifetime. Completes when it is stored. When the queue is full, the use is left to the next call.
     */
    Mono<Void> touch(Map<String, Instant> lastSeen, Duration interval) {
        Instant stale = clock.instant().minus(effectiveInterval(interval));
        List<String> ids = lastSeen.entrySet().stream()
                .filter(entry -> entry.getValue().isBefore(stale))
                .map(Map.Entry::getKey)
                .toList();
        return ids.isEmpty()
                ? Mono.empty()
                : Mono.defer(() -> {
                    Use use = new Use(ids, Sinks.empty());
                    return uses.offer(use) ? use.stored().asMono() : Mono.empty();
                });
    }

    private Duration effectiveInterval(Duration interval) {
        Duration maxInterval = properties.lifetime().dividedBy(LIFETIME_DIVISOR);
        return maxInterval.compareTo(interval) < 0 ? maxInterval : interval;
    }

    private Mono<Void> store(List<Use> batch) {
        Instant now = clock.instant();
        return database.sql(TOUCH)
                .bind("now", now)
                .bind("end", now.plus(properties.lifetime()))
                .bind(
                        "ids",
                        batch.stream()
                                .map(Use::ids)
                                .flatMap(Collection::stream)
                                .distinct()
                                .toArray(String[]::new))
                .then()
                .retryWhen(TransientFailures.retry())
                .doOnSuccess(stored -> batch.forEach(use -> use.stored().tryEmitEmpty()))
                .doOnError(failure -> batch.forEach(use -> use.stored().tryEmitError(failure)));
    }

    private record Use(List<String> ids, Sinks.Empty<Void> stored) {}
}

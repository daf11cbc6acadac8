package chat.parley.account;

import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log-ins of this installation. A session is valid on every node, and survives a restart of any of them. */
@Repository
public class Sessions {

    /** Requests move a session's end on, but not more often than this. */
    private static final Duration TOUCH = Duration.ofMinutes(1);
    /** The same for sockets, all of a node at once. */
    private static final Duration TOUCH_BY_SOCKETS = Duration.ofHours(1);

    private static final int SOCKETS_AT_ONCE = 1_000;

    private final DatabaseClient database;
    private final SessionProperties properties;
    private final SecureRandom random;
    private final Clock clock;

    Sessions(DatabaseClient database, SessionProperties properties, SecureRandom random, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.random = random;
        this.clock = clock;
    }

    /** Begins a session; its end is moved on by use. */
    Mono<SignedIn> open(Account account, Client client) {
        return Mono.fromCallable(() -> SessionToken.random(random))
                .flatMap(token -> insert(token, account, client).map(session -> new SignedIn(token, session)));
    }

    private Mono<Session> insert(SessionToken token, Account account, Client client) {
        Instant now = clock.instant();
        Session session = new Session(token.hash(), account, now.plus(properties.lifetime()));
        return database.sql("insert into session"
                        + " (token_hash, account_id, created_at, last_seen_at, expires_at, address, user_agent)"
                        + " values (:id, :account, :now, :now, :end, :address, :agent)")
                .bind("id", session.id())
                .bind("account", account.id())
                .bind("now", now)
                .bind("end", session.expiresAt())
                .bind("address", client.address().text())
                .bind("agent", client.userAgent())
                .then()
                .thenReturn(session);
    }

    /** Ends sessions; their cookies are worth nothing from then on, on any node. */
    Mono<Void> end(List<String> ids) {
        return database.sql("delete from session where token_hash = any(:ids)")
                .bind("ids", ids.toArray(String[]::new))
                .then();
    }

    /** Ends all sessions of the account but one, and returns the ids of those that it ended. */
    Mono<List<String>> endOthers(Session kept) {
        return database.sql("select token_hash from session where account_id = :account and token_hash <> :kept")
                .bind("account", kept.account().id())
                .bind("kept", kept.id())
                .map(Sessions::id)
                .all()
                .collectList()
                .delayUntil(this::end);
    }

    /** Removes some sessions that have run out, and returns how many; fewer than the limit when no more are left. */
    Mono<Long> sweep(int limit) {
        return database.sql("delete from session where token_hash in"
                        + " (select token_hash from session where expires_at < :now order by expires_at limit :limit)")
                .bind("now", clock.instant())
                .bind("limit", limit)
                .fetch()
                .rowsUpdated();
    }

    /** The session of a cookie's token, if it is valid: known, not over, its account not disabled. */
    Mono<Session> byToken(SessionToken token) {
        return database.sql("select s.token_hash, s.expires_at, s.last_seen_at, " + Accounts.COLUMNS
                        + " from session s join account a on a.id = s.account_id"
                        + " where s.token_hash = :id and s.expires_at > :now and a.disabled_at is null")
                .bind("id", token.hash())
                .bind("now", clock.instant())
                .map(row -> new Seen(
                        new Session(
                                id(row), Accounts.account(row), Accounts.required(row, "expires_at", Instant.class)),
                        Accounts.required(row, "last_seen_at", Instant.class)))
                .one()
                .flatMap(this::touched);
    }

    /**
     * Which of these sessions are still valid. For sockets, which ask now and then and by that keep their sessions
     * from running out. One statement for a thousand sessions.
     */
    public Mono<Set<String>> live(Collection<String> ids) {
        return Flux.fromIterable(Set.copyOf(ids))
                .buffer(SOCKETS_AT_ONCE)
                .concatMap(some -> touch(some, TOUCH_BY_SOCKETS).thenMany(valid(some)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Flux<String> valid(List<String> ids) {
        return database.sql("select s.token_hash from session s join account a on a.id = s.account_id"
                        + " where s.token_hash = any(:ids) and s.expires_at > :now and a.disabled_at is null")
                .bind("ids", ids.toArray(String[]::new))
                .bind("now", clock.instant())
                .map(Sessions::id)
                .all();
    }

    private static String id(Readable row) {
        return Accounts.required(row, "token_hash", String.class);
    }

    private Mono<Session> touched(Seen seen) {
        Session session = seen.session();
        boolean fresh = seen.at().isAfter(clock.instant().minus(TOUCH));
        return fresh ? Mono.just(session) : touch(List.of(session.id()), TOUCH).thenReturn(session);
    }

    private Mono<Void> touch(List<String> ids, Duration atMostEvery) {
        Instant now = clock.instant();
        return database.sql("update session set last_seen_at = :now, expires_at = :end"
                        + " where token_hash = any(:ids) and expires_at > :now and last_seen_at < :stale")
                .bind("now", now)
                .bind("end", now.plus(properties.lifetime()))
                .bind("ids", ids.toArray(String[]::new))
                .bind("stale", now.minus(atMostEvery))
                .then();
    }

    private record Seen(Session session, Instant at) {}
}

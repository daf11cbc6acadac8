package chat.parley.session;

import chat.parley.account.Account;
import chat.parley.account.Accounts;
import chat.parley.batch.GroupRead;
import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores the sessions of this installation. A session is valid on every node and survives restarts. */
@Repository
public class Sessions {

    /** The shortest interval at which requests extend a session, unless a tenth of its lifetime is shorter. */
    private static final Duration TOUCH_INTERVAL = Duration.ofMinutes(1);
    /** The same for sockets, of which there are many. */
    private static final Duration SOCKET_TOUCH_INTERVAL = Duration.ofHours(1);

    private static final int MAX_LOOKUP = 1_000;

    private static final String VALID =
            " join account a on a.id = s.account_id where s.expires_at > :now and s.created_at > :oldest"
                    + " and a.disabled_at is null";

    /** A join instead of a condition: H2 would compare each of a thousand rows with all keys. */
    private static final String WITH_IDS =
            " from unnest(cast(:ids as varchar array)) as k(id) join session s on s.token_hash = k.id" + VALID;

    private static final String LAST_SEEN = "select s.token_hash, s.last_seen_at" + WITH_IDS;

    private static final String SESSIONS =
            "select s.token_hash, s.expires_at, s.last_seen_at, " + Accounts.COLUMNS + WITH_IDS;

    private static final int CAPACITY = 100_000;
    private static final int MAX_BATCH = 500;

    private final DatabaseClient database;
    private final SessionProperties properties;
    private final Tokens tokens;
    private final SecureRandom random;
    private final Clock clock;
    private final SessionTouch touch;
    private final GroupRead<String, Found> reads = new GroupRead<>(CAPACITY, MAX_BATCH, this::find);

    Sessions(DatabaseClient database, SessionProperties properties, Tokens tokens, SecureRandom random, Clock clock) {
        this.tokens = tokens;
        this.database = database;
        this.properties = properties;
        this.random = random;
        this.clock = clock;
        this.touch = new SessionTouch(database, properties, clock);
    }

    /** Creates a session. Its use extends it. */
    Mono<NewSession> open(Account account, BrowserInfo client) {
        return Mono.fromCallable(() -> SessionToken.random(random))
                .flatMap(token -> insert(token, account, client).map(session -> new NewSession(token, session)));
    }

    private Mono<Session> insert(SessionToken token, Account account, BrowserInfo client) {
        Instant now = clock.instant();
        Session session = new Session(token.hash(), account, end(now));
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

    /** Ends sessions: their cookies become invalid on every node. */
    Mono<Void> end(List<String> ids) {
        return database.sql("delete from session where token_hash = any(:ids)")
                .bind("ids", ids.toArray(String[]::new))
                .then();
    }

    /** Ends all sessions of the account except one, and returns the ids of the ended ones. */
    Mono<List<String>> endOthers(Session current) {
        return database.sql("select token_hash from session where account_id = :account and token_hash <> :kept")
                .bind("account", current.account().id())
                .bind("kept", current.id())
                .map(row -> Accounts.required(row, "token_hash", String.class))
                .all()
                .collectList()
                .delayUntil(this::end);
    }

    /** Ends all sessions of the account, and returns their ids. */
    public Mono<List<String>> endAll(Account account) {
        return database.sql("select token_hash from session where account_id = :account")
                .bind("account", account.id())
                .map(row -> Accounts.required(row, "token_hash", String.class))
                .all()
                .collectList()
                .delayUntil(this::end);
    }

    private Instant end(Instant start) {
        Duration lifetime = properties.lifetime();
        Duration maxAge = properties.maxAge();
        return start.plus(lifetime.compareTo(maxAge) < 0 ? lifetime : maxAge);
    }

    /** Returns the time before which a session must have started to be too old, whatever its use. */
    private Instant oldestCreation() {
        return clock.instant().minus(properties.maxAge());
    }

    /** Deletes some expired sessions and returns how many; fewer than the limit after the last ones. */
    Mono<Long> sweep(int limit) {
        return sweep("expires_at", clock.instant(), limit)
                .flatMap(expired -> expired == limit
                        ? Mono.just(expired)
                        : sweep("created_at", oldestCreation(), limit).map(old -> Math.max(expired, old)));
    }

    private Mono<Long> sweep(String column, Instant before, int limit) {
        return database.sql("delete from session where token_hash in (select token_hash from session where " + column
                        + " < :before order by " + column + " limit :limit)")
                .bind("before", before)
                .bind("limit", limit)
                .fetch()
                .rowsUpdated();
    }

    /**
     * Returns the valid session of a cookie's token; empty if it is unknown or expired, or if its account is disabled.
     */
    Mono<Session> byToken(SessionToken token) {
        return reads.get(token.hash())
                .delayUntil(found -> touch.touch(Map.of(found.session().id(), found.lastSeen()), TOUCH_INTERVAL))
                .map(Found::session);
    }

    private Mono<Map<String, Found>> find(Set<String> ids) {
        return database.sql(SESSIONS)
                .bind("ids", ids.toArray(String[]::new))
                .bind("now", clock.instant())
                .bind("oldest", oldestCreation())
                .map(row -> new Found(session(row), LastSeen.of(row).at()))
                .all()
                .collectMap(found -> found.session().id());
    }

    /**
     * Returns those of the ids whose sessions are still valid, and extends them. For sockets, which poll it. Uses one
     * statement per thousand sessions.
     */
    public Mono<Set<String>> live(Collection<String> ids) {
        return Flux.fromIterable(Set.copyOf(ids))
                .buffer(MAX_LOOKUP)
                .concatMap(batch -> Flux.concat(
                        lastSeen(batch)
                                .collectMap(LastSeen::id, LastSeen::at)
                                .delayUntil(seen -> touch.touch(seen, SOCKET_TOUCH_INTERVAL))
                                .flatMapIterable(Map::keySet),
                        tokens.live(batch)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Flux<LastSeen> lastSeen(List<String> ids) {
        return database.sql(LAST_SEEN)
                .bind("ids", ids.toArray(String[]::new))
                .bind("now", clock.instant())
                .bind("oldest", oldestCreation())
                .map(LastSeen::of)
                .all();
    }

    private static Session session(Readable row) {
        return new Session(
                Accounts.required(row, "token_hash", String.class),
                Accounts.account(row),
                Accounts.required(row, "expires_at", Instant.class));
    }

    private record Found(Session session, Instant lastSeen) {}

    private record LastSeen(String id, Instant at) {

        static LastSeen of(Readable row) {
            return new LastSeen(
                    Accounts.required(row, "token_hash", String.class),
                    Accounts.required(row, "last_seen_at", Instant.class));
        }
    }
}

package chat.parley.session;

import chat.parley.account.Accounts;
import chat.parley.http.Refusal;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Lists the sessions of the requesting account, and ends them. */
@Repository
class OwnSessions {

    /** Beyond this number only the most recently used sessions are listed. */
    private static final int MAX_SESSIONS = 100;

    private final DatabaseClient database;
    private final SessionEndBroadcast ended;
    private final SessionProperties properties;
    private final Clock clock;

    OwnSessions(DatabaseClient database, SessionEndBroadcast ended, SessionProperties properties, Clock clock) {
        this.properties = properties;
        this.database = database;
        this.ended = ended;
        this.clock = clock;
    }

    /**
     * A session of the account.
     *
     * @param current whether it is the session of the request
     */
    record OwnSession(
            String id, boolean current, Instant createdAt, Instant lastSeenAt, String address, String userAgent) {}

    /** Returns the account's valid sessions, the most recently used first. */
    Mono<List<OwnSession>> of(Session current) {
        return database.sql("select token_hash, created_at, last_seen_at, address, user_agent from session"
                        + " where account_id = :account and expires_at > :now and created_at > :oldest"
                        + " order by last_seen_at desc, token_hash limit :most")
                .bind("account", current.account().id())
                .bind("now", clock.instant())
                .bind("oldest", clock.instant().minus(properties.maxAge()))
                .bind("most", MAX_SESSIONS)
                .map(row -> read(row, current))
                .all()
                .collectList();
    }

    /** Ends a session of the same account. The session of another account is refused as unknown. */
    Mono<Void> end(Session current, String id) {
        return database.sql("delete from session where token_hash = :id and account_id = :account")
                .bind("id", id)
                .bind("account", current.account().id())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.NOT_FOUND, "This session doesn't exist.")))
                .then(Mono.defer(() -> ended.publish(List.of(id))));
    }

    private static OwnSession read(Readable row, Session current) {
        String id = Accounts.required(row, "token_hash", String.class);
        return new OwnSession(
                id,
                id.equals(current.id()),
                Accounts.required(row, "created_at", Instant.class),
                Accounts.required(row, "last_seen_at", Instant.class),
                Accounts.required(row, "address", String.class),
                Accounts.required(row, "user_agent", String.class));
    }
}

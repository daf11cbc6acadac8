package chat.parley.account;

import chat.parley.http.Refusal;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The sessions of one account, as its owner sees them: where am I signed in, and end what I do not know. */
@Repository
class OwnSessions {

    /** Who has more sees those that were used last. */
    private static final int MOST = 100;

    private final DatabaseClient database;
    private final EndedSessions ended;
    private final SessionProperties properties;
    private final Clock clock;

    OwnSessions(DatabaseClient database, EndedSessions ended, SessionProperties properties, Clock clock) {
        this.properties = properties;
        this.database = database;
        this.ended = ended;
        this.clock = clock;
    }

    /** One log-in; {@code current} is the one that asks. */
    record OwnSession(
            String id, boolean current, Instant createdAt, Instant lastSeenAt, String address, String userAgent) {}

    /** The valid sessions of the same account, the last used first. */
    Mono<List<OwnSession>> of(Session current) {
        return database.sql("select token_hash, created_at, last_seen_at, address, user_agent from session"
                        + " where account_id = :account and expires_at > :now and created_at > :oldest"
                        + " order by last_seen_at desc, token_hash limit :most")
                .bind("account", current.account().id())
                .bind("now", clock.instant())
                .bind("oldest", clock.instant().minus(properties.maxAge()))
                .bind("most", MOST)
                .map(row -> read(row, current))
                .all()
                .collectList();
    }

    /** Ends a session of the same account; another's is as unknown as none. */
    Mono<Void> end(Session current, String id) {
        return database.sql("delete from session where token_hash = :id and account_id = :account")
                .bind("id", id)
                .bind("account", current.account().id())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.NOT_FOUND, "There is no such session.")))
                .then(Mono.defer(() -> ended.tell(List.of(id))));
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

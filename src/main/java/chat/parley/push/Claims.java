package chat.parley.push;

import chat.parley.session.SessionProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * The claims of nodes on subscriptions: at most one node sends for a subscription at a time. A claim ends by the
 * database's clock if its node dies.
 */
@Repository
class Claims {

    private static final String CLAIM = "update push_subscription set claim = :claim, claimed_until = " + DueRooms.NOW
            + " + :lease where id = :id and (claimed_until is null or claimed_until < " + DueRooms.NOW
            + ") and (held_until is null or held_until <= " + DueRooms.NOW + ")";

    /** A subscription without a valid session has ended, although its row is deleted later. */
    private static final String CLAIMED = "select " + PushSubscriptions.COLUMNS + """
             from push_subscription s
            join session e on e.token_hash = s.session_hash and e.expires_at > :now and e.created_at > :oldest
            join account a on a.id = s.account_id and a.disabled_at is null
            where s.id = :id and s.claim = :claim""";

    private static final String RELEASE = "update push_subscription set claim = null, claimed_until = null,"
            + " failures = :failures, held_until = " + DueRooms.NOW + " + :hold where id = :id and claim = :claim";

    private final DatabaseClient database;
    private final SessionProperties sessions;
    private final Clock clock;

    Claims(DatabaseClient database, SessionProperties sessions, Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Emits whether the caller has the claim; false while another node has one, or while sending is held back. */
    Mono<Boolean> claim(long subscription, String claim, Duration lease) {
        return database.sql(CLAIM)
                .bind("id", subscription)
                .bind("claim", claim)
                .bind("lease", lease.toMillis())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Emits whether a node has a claim; false if sending is merely held back. */
    Mono<Boolean> isClaimed(long subscription) {
        return database.sql("select id from push_subscription where id = :id and claimed_until >= " + DueRooms.NOW)
                .bind("id", subscription)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /** Returns the claimed subscription; empty if it has ended. */
    Mono<PushSubscription> claimed(long subscription, String claim) {
        Instant now = clock.instant();
        return database.sql(CLAIMED)
                .bind("id", subscription)
                .bind("claim", claim)
                .bind("now", now)
                .bind("oldest", now.minus(sessions.maxAge()))
                .map(PushSubscriptions::read)
                .one();
    }

    /** Ends the claim, and holds everything back for this time. */
    Mono<Void> release(long subscription, String claim, int failures, Duration hold) {
        return database.sql(RELEASE)
                .bind("id", subscription)
                .bind("claim", claim)
                .bind("failures", failures)
                .bind("hold", hold.toMillis())
                .then();
    }
}

package chat.parley.follower;

import static chat.parley.follower.FollowerRow.COLUMNS;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Creates, shows and changes followers. Callers check permission. All methods join the caller's transaction if there
 * is one. A change that moves a cursor while a page is being sent takes precedence over the page.
 */
@Repository
public class Followers {

    private static final String FOLLOW = """
            insert into follower (kind, account_id, room_id, revision, next_at)
            select cast(:kind as varchar), cast(:account as bigint), r.id, r.revision,
                case when cast(:delay as bigint) > 0 then %s + cast(:delay as bigint) else 0 end
            from room r where r.id = :room""".formatted(FollowerRow.NOW);

    private static final String SELECT =
            "select " + COLUMNS + " from follower f left join room r on r.id = f.room_id where ";

    private static final String RESET_ATTEMPTS =
            " sending_revision = null, failures = 0, failing_since = null, next_at = 0, last_error = null ";

    private static final String MOVE =
            """
            update follower set revision = least(cast(:revision as bigint),
                (select r.revision from room r where r.id = follower.room_id)),""" + RESET_ATTEMPTS + "where id = :id and exists (select 1 from room r where r.id = follower.room_id)";

    private static final String PAUSE = """
            update follower set paused_at = current_timestamp, pause_reason = :reason
            where id = :id and paused_at is null""";

    /** Clearing the owner discards the outcome of an attempt in progress. */
    private static final String RETRY = "update follower set owner = null, lease_until = 0, failures = 0,"
            + " failing_since = null, next_at = 0, last_error = null";

    private static final String RESUME = RETRY + ", paused_at = null, pause_reason = null where id = :id";

    private final DatabaseClient database;
    private final FollowerSignals signals;

    Followers(DatabaseClient database, FollowerSignals signals) {
        this.database = database;
        this.signals = signals;
    }

    /**
     * Follows a room from its newest revision on.
     *
     * @return the follower's id; empty if the room does not exist
     */
    public Mono<Long> follow(FollowerKind kind, long account, String room) {
        return follow(kind, account, room, Duration.ZERO);
    }

    /**
     * Follows a room from its newest revision on, for an account that is about to become a member.
     *
     * @param delay how long nothing is sent, unless {@link #skipToNow} is called first
     * @return the follower's id; empty if the room does not exist
     */
    public Mono<Long> follow(FollowerKind kind, long account, String room, Duration delay) {
        return insert(database.sql(FOLLOW)
                        .bind("delay", delay.toMillis())
                        .bind("kind", kind.name())
                        .bind("account", account)
                        .bind("room", room))
                .doOnNext(id -> signals.follow(room));
    }

    /** Returns the followers with these ids. */
    public Flux<Follower> byIds(Collection<Long> ids) {
        return database.sql(SELECT + "f.id = any(:ids)")
                .bind("ids", ids.toArray(Long[]::new))
                .map(FollowerRow::read)
                .all();
    }

    public Mono<Follower> byId(long id) {
        return byIds(List.of(id)).next();
    }

    /** Deletes a follower. A page that is being sent may still arrive. */
    public Mono<Void> delete(long id) {
        return database.sql("delete from follower where id = :id")
                .bind("id", id)
                .then();
    }

    /** Pauses a follower. The page that is being sent, if any, still arrives. Changes nothing if it is paused. */
    public Mono<Void> pause(long id) {
        return pause(id, PauseReason.REQUESTED);
    }

    Mono<Void> pause(long id, PauseReason reason) {
        return database.sql(PAUSE).bind("id", id).bind("reason", reason.wire()).then();
    }

    /** Resumes a paused follower at its cursor, immediately. Also ends the delay after a failure. */
    public Mono<Void> resume(long id) {
        return database.sql(RESUME).bind("id", id).then().doOnSuccess(done -> signals.recheck());
    }

    /**
     * Forgets the failures of a follower and sends its page again immediately, because its receiver has changed. An
     * attempt that is in progress neither fails nor pauses it. A paused follower remains paused.
     */
    public Mono<Void> retry(long id) {
        return database.sql(RETRY + " where id = :id").bind("id", id).then().doOnSuccess(done -> signals.recheck());
    }

    /**
     * Sends everything after a revision again; a revision beyond the room's newest counts as that one. Page ids may
     * differ from those of the first time.
     */
    public Mono<Void> replay(long id, long after) {
        return move(id, Math.max(0, after));
    }

    /** Skips everything up to the room's newest revision. */
    public Mono<Void> skipToNow(long id) {
        return move(id, Long.MAX_VALUE);
    }

    private Mono<Void> move(long id, long revision) {
        return database.sql(MOVE)
                .bind("id", id)
                .bind("revision", revision)
                .then()
                .doOnSuccess(done -> signals.recheck());
    }

    private static Mono<Long> insert(DatabaseClient.GenericExecuteSpec sql) {
        return sql.filter(statement -> statement.returnGeneratedValues("id"))
                .map(row -> FollowerRow.number(row, "id"))
                .one();
    }
}

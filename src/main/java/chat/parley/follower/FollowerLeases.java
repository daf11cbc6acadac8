package chat.parley.follower;

import static chat.parley.follower.FollowerRow.COLUMNS;
import static chat.parley.follower.FollowerRow.NOW;

import chat.parley.http.ClientText;
import chat.parley.node.Node;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Finds followers that are behind their rooms, leases them to this node, and stores the outcomes of their pages. */
@Repository
class FollowerLeases {

    /** More followers than a node sends to in the time between two ticks. */
    static final int MAX_FOUND = 5_000;

    private static final int MAX_ERROR_LENGTH = 1_000;

    /** Includes followers that this node is sending to, so that changes that they have not read yet are noticed. */
    private static final String BEHIND = "select " + COLUMNS + """
             from follower f
            join room r on r.id = f.room_id and r.revision > f.revision
            join account a on a.id = f.account_id and a.disabled_at is null
            where f.paused_at is null and f.next_at <= %s and (f.lease_until <= %s or f.owner = :node)
            %s order by f.next_at, f.id limit %d""";

    private static final String ALL_BEHIND = BEHIND.formatted(NOW, NOW, "", MAX_FOUND);
    private static final String BEHIND_IN_ROOMS = BEHIND.formatted(NOW, NOW, " and f.room_id = any(:rooms)", MAX_FOUND);

    /**
     * The page's end is stored before it is sent. The claim fails if somebody else has begun a page, moved the cursor
     * or paused it since.
     */
    private static final String CLAIM = """
            update follower set owner = :node, lease_until = %s + :lease, sending_revision = :page
            where id = :id and revision = :after and paused_at is null and next_at <= %s
                and (lease_until <= %s or owner = :node)
                and (sending_revision is null or sending_revision = :page or sending_revision <= :after)
                and exists (select 1 from account a where a.id = follower.account_id and a.disabled_at is null)""".formatted(NOW, NOW, NOW);

    private static final String DELIVERED = """
            update follower set revision = :page, sending_revision = null, lease_until = 0,
                failures = 0, failing_since = null, next_at = 0, last_error = null
            where id = :id and revision = :after and sending_revision = :page and owner = :node""";

    private static final String FAILED = """
            update follower set lease_until = 0, failures = failures + 1, failing_since = coalesce(failing_since, %s),
                next_at = %s + :delay, last_error = :error
            where id = :id and revision = :after and owner = :node""".formatted(NOW, NOW);

    private static final String LOST = """
            update follower set failing_since = coalesce(failing_since, %s) where id = :id and paused_at is null""".formatted(NOW);

    /** Does nothing if somebody has resumed the follower, or changed its receiver, since the attempt began. */
    private static final String PAUSE = """
            update follower set paused_at = current_timestamp, pause_reason = :reason
            where id = :id and revision = :after and owner = :node and paused_at is null""";

    private final DatabaseClient database;
    private final Node node;
    private final FollowerProperties properties;

    FollowerLeases(DatabaseClient database, Node node, FollowerProperties properties) {
        this.database = database;
        this.node = node;
        this.properties = properties;
    }

    /** Returns the followers that are due and behind their rooms, and not leased to another node, in one statement. */
    Mono<List<Follower>> behind() {
        return behind(database.sql(ALL_BEHIND));
    }

    /** Returns those of these rooms only. */
    Mono<List<Follower>> behindIn(Collection<String> rooms) {
        return behind(database.sql(BEHIND_IN_ROOMS).bind("rooms", rooms.toArray(String[]::new)));
    }

    private Mono<List<Follower>> behind(DatabaseClient.GenericExecuteSpec sql) {
        return sql.bind("node", node.id()).map(FollowerRow::read).all().collectList();
    }

    /** Makes this node the sender of the page. Emits false if it is not to be sent by this node now. */
    Mono<Boolean> claim(FollowerPage page) {
        return updated(bind(CLAIM, page)
                .bind("page", page.revision())
                .bind("lease", properties.lease().toMillis()));
    }

    /** Moves the cursor to the end of the page. Emits false if it was moved meanwhile. */
    Mono<Boolean> delivered(FollowerPage page) {
        return updated(bind(DELIVERED, page).bind("page", page.revision()));
    }

    /** Ends the lease and schedules the next attempt. */
    Mono<Boolean> failed(FollowerPage page, String error, Duration delay) {
        return updated(bind(FAILED, page)
                .bind("delay", delay.toMillis())
                .bind("error", ClientText.storable(error, MAX_ERROR_LENGTH)));
    }

    /** Counts a follower without access as failing, although nothing was sent. */
    Mono<Void> lost(Follower follower) {
        return database.sql(LOST).bind("id", follower.id()).then();
    }

    /** Pauses the follower after a failed attempt, whose outcome is stored. */
    Mono<Void> pause(FollowerPage page, PauseReason reason) {
        return bind(PAUSE, page).bind("reason", reason.wire()).then();
    }

    /** Ends all leases of this node, so that others need not wait until they expire. */
    Mono<Void> release() {
        return database.sql("update follower set lease_until = 0 where owner = :node")
                .bind("node", node.id())
                .then();
    }

    private DatabaseClient.GenericExecuteSpec bind(String sql, FollowerPage page) {
        return database.sql(sql)
                .bind("id", page.follower().id())
                .bind("after", page.after())
                .bind("node", node.id());
    }

    private static Mono<Boolean> updated(DatabaseClient.GenericExecuteSpec sql) {
        return sql.fetch().rowsUpdated().map(rows -> rows > 0);
    }
}

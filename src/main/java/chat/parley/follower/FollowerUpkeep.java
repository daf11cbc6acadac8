package chat.parley.follower;

import static chat.parley.follower.FollowerRow.COLUMNS;
import static chat.parley.follower.FollowerRow.text;

import java.util.Collection;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the rows of followers complete: rooms that their accounts have joined, rooms that are gone, and the state for
 * metrics.
 */
@Repository
class FollowerUpkeep {

    private static final int MAX_ORPHANS = 500;

    private static final String JOIN_ROOMS = """
            insert into follower (kind, account_id, room_id, revision, parent_id)
            select p.kind, p.account_id, m.room_id, m.revision, p.id
            from follower p join member m on m.account_id = p.account_id and m.left_at is null
            where p.room_id is null %s
                and not exists (select 1 from follower c where c.parent_id = p.id and c.room_id = m.room_id)""";

    private static final String JOIN_ALL_ROOMS = JOIN_ROOMS.formatted("");
    private static final String JOIN_SOME_ROOMS = JOIN_ROOMS.formatted("and m.room_id = any(:rooms)");

    private static final String ORPHANS = "select " + COLUMNS + " from follower f left join room r on r.id = f.room_id"
            + " where f.room_id is not null and f.paused_at is null and r.id is null limit " + MAX_ORPHANS;

    private static final String FOLLOWED =
            "select distinct coalesce(room_id, '') as room from follower limit " + (FollowerSignals.MAX_FOLLOWED + 2);

    private static final String STATES = """
            select f.kind, coalesce(max(case when f.paused_at is null then r.revision - f.revision end), 0) as lag,
                coalesce(sum(case when f.paused_at is null and f.failures > 0 then 1 else 0 end), 0) as failing,
                coalesce(sum(case when f.paused_at is not null then 1 else 0 end), 0) as paused
            from follower f join room r on r.id = f.room_id group by f.kind""";

    private final DatabaseClient database;

    FollowerUpkeep(DatabaseClient database) {
        this.database = database;
    }

    /** The followers of one kind. Paused ones count as neither behind nor failing. */
    record State(String kind, long lag, long failing, long paused) {}

    /** Creates the missing followers of rooms that accounts with followers have joined. */
    Mono<Void> joinRooms() {
        return insert(database.sql(JOIN_ALL_ROOMS));
    }

    Mono<Void> joinRooms(Collection<String> rooms) {
        return insert(database.sql(JOIN_SOME_ROOMS).bind("rooms", rooms.toArray(String[]::new)));
    }

    /** Another node may have created some of them concurrently. */
    private static Mono<Void> insert(DatabaseClient.GenericExecuteSpec sql) {
        Mono<Void> insert = sql.then();
        return insert.onErrorResume(DuplicateKeyException.class, concurrent -> insert);
    }

    /** Returns some of the followers whose room does not exist any more. */
    Flux<Follower> orphans() {
        return database.sql(ORPHANS).map(FollowerRow::read).all();
    }

    /** Returns the rooms that have followers; the empty id means all rooms of some account. */
    Mono<List<String>> followed() {
        return database.sql(FOLLOWED).map(row -> text(row, "room")).all().collectList();
    }

    Mono<List<State>> states() {
        return database.sql(STATES)
                .map(row -> new State(
                        text(row, "kind"),
                        FollowerRow.number(row, "lag"),
                        FollowerRow.number(row, "failing"),
                        FollowerRow.number(row, "paused")))
                .all()
                .collectList();
    }
}

package chat.parley.follower;

import static chat.parley.follower.FollowerRow.COLUMNS;
import static chat.parley.follower.FollowerRow.text;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds followers whose rooms are gone, the rooms that are followed, and the state for metrics. */
@Repository
class FollowerUpkeep {

    private static final int MAX_ORPHANS = 500;

    private static final String ORPHANS = "select " + COLUMNS + " from follower f left join room r on r.id = f.room_id"
            + " where f.paused_at is null and r.id is null limit " + MAX_ORPHANS;

    private static final String FOLLOWED =
            "select distinct room_id as room from follower limit " + (FollowerSignals.MAX_FOLLOWED + 1);

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

    /** Returns some of the followers whose room does not exist any more. */
    Flux<Follower> orphans() {
        return database.sql(ORPHANS).map(FollowerRow::read).all();
    }

    /** Returns the rooms that have followers, at most one more than a node remembers. */
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

package chat.parley.roomlog;

import chat.parley.roomlog.RoomDraft.NewName;
import chat.parley.roomlog.state.RoomName;
import chat.parley.text.LookAlikes;
import java.time.Duration;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The current and former names of rooms. Names that look alike count as the same name and belong to one room
 * permanently.
 */
@Repository
public class RoomNames {

    private static final int BATCH_SIZE = 200;
    private static final Duration PAUSE = Duration.ofMillis(10);

    /**
     * Registers each key that a look-alike of the name could have. Violates the table's primary key if another room has or
     * had a name that looks like this one, even if that room's transaction has not ended yet. The order avoids deadlocks.
     */
    private static final String INSERT = """
            insert into room_name (look_key, room_id, name_key)
            select k.look_key, :room, :key
            from unnest(cast(:looks as varchar array)) as k(look_key)
            where not exists (select 1 from room_name n where n.look_key = k.look_key and n.room_id = :room)
            order by k.look_key""";

    private static final String INSERT_IF_FREE = """
            insert into room_name (look_key, room_id, name_key)
            select :look, :room, :key
            where not exists (select 1 from room_name n where n.look_key = :look)""";

    private static final String COUNT_LOOK_ALIKES = """
            select count(*) as rivals
            from unnest(cast(:looks as varchar array)) as k(look_key)
            join room_name n on n.look_key = k.look_key
            where n.room_id <> :room""";

    private static final String MISSING = """
            select r.id, r.name, r.name_key from room r
            where r.id > :after and r.name_key is not null
                and not exists (select 1 from room_name n where n.room_id = r.id and n.name_key = r.name_key)
            order by r.id limit\s""" + BATCH_SIZE;

    private final DatabaseClient database;

    RoomNames(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Reserves the new name and keeps the former one, which a node of an older version may have assigned without
     * registering it.
     */
    Mono<Void> rename(String room, NewName name) {
        Mono<Void> storeFormer = name.before() == null
                ? Mono.empty()
                : store(INSERT_IF_FREE, room, LookAlikes.key(name.before()), RoomName.fold(name.before()));
        return storeFormer.then(Mono.defer(() -> take(room, name.after())));
    }

    /**
     * Reserves a name for the room; must run in a transaction. Fails with {@code room_exists} if another room has or had a
     * name that looks like this one. Of concurrent transactions that take names that look alike, one succeeds.
     */
    Mono<Void> take(String room, RoomName name) {
        Mono<Void> taken = database.sql(INSERT)
                .bind("looks", looks(name))
                .bind("room", room)
                .bind("key", name.key())
                .then();
        return taken.onErrorMap(DataIntegrityViolationException.class, exists -> RoomName.taken())
                .then(Mono.defer(() -> refuseLookAlikes(room, name)));
    }

    /** Nodes of older versions register only the name's own key, so that the table's key does not cover all rivals. */
    private Mono<Void> refuseLookAlikes(String room, RoomName name) {
        return database.sql(COUNT_LOOK_ALIKES)
                .bind("looks", looks(name))
                .bind("room", room)
                .map(row -> Columns.number(row, "rivals"))
                .one()
                .flatMap(count -> count > 0 ? Mono.error(RoomName.taken()) : Mono.empty());
    }

    private static String[] looks(RoomName name) {
        return name.lookAlikeKeys().stream().sorted().toArray(String[]::new);
    }

    /**
     * Registers names assigned by nodes of older versions. If the names of several rooms look alike, the first room
     * gets the name.
     */
    public Mono<Void> storeMissing() {
        return missingAfter("")
                .expand(last -> missingAfter(last).delaySubscription(PAUSE))
                .then();
    }

    private Mono<String> missingAfter(String after) {
        return database.sql(MISSING)
                .bind("after", after)
                .map(row ->
                        new Missing(Columns.text(row, "id"), Columns.text(row, "name"), Columns.text(row, "name_key")))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(
                        missing -> store(INSERT_IF_FREE, missing.room(), LookAlikes.key(missing.name()), missing.key())
                                .onErrorResume(DataIntegrityViolationException.class, violation -> Mono.empty())
                                .thenReturn(missing.room()))
                .takeLast(1)
                .next();
    }

    private Mono<Void> store(String sql, String room, String lookKey, String key) {
        return database.sql(sql)
                .bind("look", lookKey)
                .bind("room", room)
                .bind("key", key)
                .then();
    }

    private record Missing(String room, String name, String key) {}
}

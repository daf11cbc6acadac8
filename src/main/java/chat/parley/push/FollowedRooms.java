package chat.parley.push;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The table {@code push_room}. */
@Repository
class FollowedRooms {

    /** Only forward: another node may have considered more meanwhile. */
    private static final String ADVANCE = """
            merge into push_room p
            using (select * from unnest(cast(:ids as bigint array), cast(:rooms as varchar array),
                cast(:revisions as bigint array)) as x(subscription_id, room_id, revision)) k
            on (p.subscription_id = k.subscription_id and p.room_id = k.room_id)
            when matched and p.revision < k.revision then update set revision = k.revision
            when not matched then insert (subscription_id, room_id, revision)
                values (k.subscription_id, k.room_id, k.revision)""";

    private static final String STORE = """
            merge into push_room p
            using (values (cast(:id as bigint), cast(:room as varchar), cast(:revision as bigint), cast(:seq as bigint),
                cast(:at as bigint))) k(subscription_id, room_id, revision, shown_seq, shown_at)
            on (p.subscription_id = k.subscription_id and p.room_id = k.room_id)
            when matched then update set revision = k.revision, shown_seq = k.shown_seq, shown_at = k.shown_at
            when not matched then insert (subscription_id, room_id, revision, shown_seq, shown_at)
                values (k.subscription_id, k.room_id, k.revision, k.shown_seq, k.shown_at)""";

    private final DatabaseClient database;

    FollowedRooms(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param revision changes up to this one have been considered; 0 if none have
     * @param shownSeq the message of the notification that the browser shows; null for none
     * @param shownAt when the text that it shows was written, in milliseconds
     */
    record Position(long revision, @Nullable Long shownSeq, long shownAt) {

        static final Position NEW = new Position(0, null, 0);

        Position at(long newRevision) {
            return new Position(newRevision, shownSeq, shownAt);
        }
    }

    /** Records that there is nothing to send up to these revisions. */
    Mono<Void> advance(Collection<DueRooms.Due> considered) {
        List<DueRooms.Due> all = List.copyOf(considered);
        return all.isEmpty()
                ? Mono.empty()
                : database.sql(ADVANCE)
                        .bind(
                                "ids",
                                all.stream()
                                        .map(due -> due.key().subscription())
                                        .toArray(Long[]::new))
                        .bind("rooms", all.stream().map(due -> due.key().room()).toArray(String[]::new))
                        .bind("revisions", all.stream().map(DueRooms.Due::head).toArray(Long[]::new))
                        .then();
    }

    Mono<Map<String, Position>> positions(long subscription, Collection<String> rooms) {
        return database.sql("select room_id, revision, shown_seq, shown_at from push_room"
                        + " where subscription_id = :id and room_id = any(:rooms)")
                .bind("id", subscription)
                .bind("rooms", rooms.toArray(String[]::new))
                .map(FollowedRooms::position)
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Map.Entry<String, Position> position(Readable row) {
        Long shownAt = row.get("shown_at", Long.class);
        return Map.entry(
                Objects.requireNonNull(row.get("room_id", String.class)),
                new Position(
                        Objects.requireNonNull(row.get("revision", Long.class)),
                        row.get("shown_seq", Long.class),
                        shownAt == null ? 0 : shownAt));
    }

    Mono<Void> store(RoomKey key, Position position) {
        return database.sql(STORE)
                .bind("id", key.subscription())
                .bind("room", key.room())
                .bind("revision", position.revision())
                .bind("seq", Parameter.fromOrEmpty(position.shownSeq(), Long.class))
                .bind("at", Parameter.fromOrEmpty(position.shownSeq() == null ? null : position.shownAt(), Long.class))
                .then();
    }

    Mono<Void> forget(RoomKey key) {
        return database.sql("delete from push_room where subscription_id = :id and room_id = :room")
                .bind("id", key.subscription())
                .bind("room", key.room())
                .then();
    }
}

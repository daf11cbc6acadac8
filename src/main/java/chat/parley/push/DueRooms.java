package chat.parley.push;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds the rooms whose log, or whose read mark, is ahead of what a subscription knows. One statement for any number of
 * rooms and subscriptions, because most changes concern nobody's notifications.
 */
@Repository
class DueRooms {

    /** By the database's clock. */
    static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final int MAX_ROWS = 5_000;

    /** Whether a message {@code x} is one that the member {@code m} of the room {@code r} wants and has not read. */
    private static final String WANTED = """
            exists (select 1 from message x
                where x.room_id = m.room_id and x.revision > coalesce(p.revision, 0) and x.author_id <> m.account_id
                    and x.deleted_at is null
                    and (x.seq > m.read_seq and (m.notify = 'all' or m.notify is null and r.kind = 'direct')
                        or coalesce(m.notify, '') <> 'none' and exists (select 1 from mention n
                            where n.room_id = x.room_id and n.seq = x.seq and n.account_id in (0, m.account_id)
                                and (n.seq > m.read_seq or n.edit_revision > coalesce(m.read_revision, 0)))))""";

    /** A former member has no rows of its own left to consider, except a notification to withdraw. */
    private static final String DUE = """
            select s.id, m.room_id, r.revision as head, case when m.left_at is null and %s then true else false end as wanted,
                p.shown_seq
            from %s
            join room r on r.id = m.room_id
            left join push_room p on p.subscription_id = s.id and p.room_id = m.room_id
            where (m.left_at is null and r.revision > coalesce(p.revision, 0)
                    or p.shown_seq is not null and (m.left_at is not null or m.read_seq >= p.shown_seq))
                and (s.held_until is null or s.held_until <= %s)
            order by s.id limit %d""";

    private static final String IN_ROOMS = due("""
            unnest(cast(:rooms as varchar array)) as k(room_id)
            join member m on m.room_id = k.room_id
            join push_subscription s on s.account_id = m.account_id""");

    private static final String OF_SUBSCRIPTIONS = due("""
            unnest(cast(:ids as bigint array)) as k(id)
            join push_subscription s on s.id = k.id
            join member m on m.account_id = s.account_id""");

    /** Those that show something, whatever the log says, because read marks take no revision. */
    private static final String SHOWN = """
            select p.subscription_id as id, p.room_id from push_room p
            join push_subscription s on s.id = p.subscription_id
            join member m on m.room_id = p.room_id and m.account_id = s.account_id
            where p.shown_seq is not null and (m.left_at is not null or m.read_seq >= p.shown_seq)
                and (s.held_until is null or s.held_until <= %s)
            limit %d""".formatted(NOW, MAX_ROWS);

    private static final String NEXT = "select id from push_subscription where id > :after order by id limit :limit";

    private final DatabaseClient database;

    DueRooms(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param head the room's revision; there is nothing to send up to it unless the room is wanted or shown
     * @param wanted whether there is an unread message of which the account wants to be notified
     */
    record Due(RoomKey key, long head, boolean wanted, boolean shown) {

        boolean concernsBrowser() {
            return wanted || shown;
        }
    }

    private static String due(String source) {
        return DUE.formatted(WANTED, source, NOW, MAX_ROWS);
    }

    Flux<Due> inRooms(Collection<String> rooms) {
        return database.sql(IN_ROOMS)
                .bind("rooms", rooms.toArray(String[]::new))
                .map(DueRooms::due)
                .all();
    }

    Flux<Due> ofSubscriptions(Collection<Long> ids) {
        return database.sql(OF_SUBSCRIPTIONS)
                .bind("ids", ids.toArray(Long[]::new))
                .map(DueRooms::due)
                .all();
    }

    Flux<RoomKey> readElsewhere() {
        return database.sql(SHOWN).map(DueRooms::key).all();
    }

    /** Returns the ids of the next subscriptions. */
    Mono<List<Long>> next(long after, int limit) {
        GenericExecuteSpec next = database.sql(NEXT).bind("after", after).bind("limit", limit);
        return next.map(row -> Objects.requireNonNull(row.get("id", Long.class)))
                .all()
                .collectList();
    }

    private static RoomKey key(Readable row) {
        return new RoomKey(
                Objects.requireNonNull(row.get("id", Long.class)),
                Objects.requireNonNull(row.get("room_id", String.class)));
    }

    private static Due due(Readable row) {
        return new Due(
                key(row),
                Objects.requireNonNull(row.get("head", Long.class)),
                Boolean.TRUE.equals(row.get("wanted", Boolean.class)),
                row.get("shown_seq") != null);
    }
}

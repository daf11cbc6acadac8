package chat.parley.roomlog;

import chat.parley.roomlog.state.Change;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the room log: the rows that changed after a revision, each in its newest state. */
@Component
public class Changes {

    private static final String REVISIONS = "select r.id, r.revision"
            + " from unnest(cast(:rooms as varchar array)) as k(id) join room r on r.id = k.id";

    private static final String ROOM = "select " + RoomRow.COLUMNS + " from room r where r.id = :room";

    private static final String MESSAGES = """
            select %s from message m join account a on a.id = m.author_id
            where m.room_id = :room and m.revision > :after order by m.room_id, m.revision limit :limit""".formatted(MessageRow.COLUMNS);

    private static final String MEMBERS = """
            select %s from member m join account a on a.id = m.account_id
            where m.room_id = :room and m.revision > :after order by m.room_id, m.revision limit :limit""".formatted(MemberRow.COLUMNS);

    private static final String NOTICES = """
            select %s from notice n
            where n.room_id = :room and n.revision > :after order by n.room_id, n.revision limit :limit""".formatted(NoticeRow.COLUMNS);

    private final DatabaseClient database;

    Changes(DatabaseClient database) {
        this.database = database;
    }

    /** Returns the newest revision of each room that exists, in one query. */
    public Mono<Map<String, Long>> revisions(Collection<String> rooms) {
        return database.sql(REVISIONS)
                .bind("rooms", rooms.toArray(String[]::new))
                .map(row -> Map.entry(Columns.text(row, "id"), Columns.number(row, "revision")))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Returns the room; empty if it does not exist. */
    public Mono<RoomRow> room(String room) {
        return database.sql(ROOM).bind("room", room).map(RoomRow::of).one();
    }

    /**
     * Returns the rows that changed after a revision, oldest change first, at most {@code limit} of them, and the
     * notice that reports the last one. Empty if the room does not exist.
     *
     * <p>The room's revision is read first and bounds the page, so a page never claims more than it holds: a row that
     * changes in the meantime is left to the next page or to the live changes.
     */
    public Mono<Page> after(String room, long revision, int limit) {
        return room(room)
                .flatMap(row -> row.revision() <= revision
                        ? Mono.just(new Page(row, row.revision(), false, List.of()))
                        : page(row, revision, limit));
    }

    private Mono<Page> page(RoomRow room, long after, int limit) {
        return Flux.concat(
                        rows(MESSAGES, room.id(), after, limit, row ->
                                (Change) MessageRow.of(row).state()),
                        rows(
                                MEMBERS,
                                room.id(),
                                after,
                                limit,
                                row -> MemberRow.of(row).state()),
                        rows(
                                NOTICES,
                                room.id(),
                                after,
                                limit,
                                row -> NoticeRow.of(row).state()),
                        Flux.just(room.state()).filter(state -> state.revision() > after))
                .filter(change -> change.revision() <= room.revision())
                .collectSortedList(Comparator.comparingLong(Change::revision))
                .map(changes -> Page.of(room, changes, limit));
    }

    private Flux<Change> rows(String sql, String room, long after, int limit, Function<Readable, Change> map) {
        return database.sql(sql)
                .bind("room", room)
                .bind("after", after)
                .bind("limit", limit + 1)
                .map(map::apply)
                .all();
    }

    /**
     * @param room the newest state of the room, which may be beyond the page
     * @param revision the revision that a client holds after applying the page
     * @param more whether further changes follow this page
     */
    public record Page(RoomRow room, long revision, boolean more, List<Change> changes) {

        static Page of(RoomRow room, List<Change> changes, int limit) {
            if (changes.size() <= limit) {
                return new Page(room, room.revision(), false, changes);
            }
            long last = changes.get(limit - 1).revision();
            // A notice has the revision of the change that it reports
            List<Change> first =
                    changes.stream().filter(change -> change.revision() <= last).toList();
            return new Page(room, last, true, first);
        }
    }
}

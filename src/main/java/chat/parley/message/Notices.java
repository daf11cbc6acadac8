package chat.parley.message;

import chat.parley.roomlog.NoticeRow;
import chat.parley.roomlog.state.MessageState;
import chat.parley.roomlog.state.NoticeState;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads what happened between the messages of a room. There is at most one row for each message. */
@Repository
class Notices {

    private static final String RANGE = """
            select %s from notice n where n.room_id = :room and n.seq >= :from and n.seq <= :to
            order by n.room_id, n.seq""".formatted(NoticeRow.COLUMNS);

    private final DatabaseClient database;

    Notices(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Returns the notices before, between and after the messages of a page.
     *
     * @param messages consecutive ones in ascending order; in an empty room, none
     */
    Mono<List<NoticeState>> around(String room, List<MessageState> messages, long lastSeq) {
        if (messages.isEmpty()) {
            return lastSeq == 0 ? between(room, 0, 0) : Mono.just(List.of());
        }
        return between(
                room,
                messages.get(0).seq() - 1,
                messages.get(messages.size() - 1).seq());
    }

    private Mono<List<NoticeState>> between(String room, long from, long to) {
        return database.sql(RANGE)
                .bind("room", room)
                .bind("from", from)
                .bind("to", to)
                .map(row -> NoticeRow.of(row).state())
                .all()
                .collectList();
    }
}

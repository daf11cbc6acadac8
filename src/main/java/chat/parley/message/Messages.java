package chat.parley.message;

import chat.parley.roomlog.MessageRow;
import chat.parley.roomlog.state.MessageState;
import java.util.Collections;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads the messages of a room by number, always in ascending order. */
@Repository
class Messages {

    private static final String PAGE = """
            select %s from message m join account a on a.id = m.author_id
            where m.room_id = :room and m.seq > :after and m.seq < :before\s""".formatted(MessageRow.COLUMNS);

    private static final String OLDEST = PAGE + "order by m.room_id, m.seq limit :limit";

    private static final String NEWEST = PAGE + "order by m.room_id desc, m.seq desc limit :limit";

    private final DatabaseClient database;

    Messages(DatabaseClient database) {
        this.database = database;
    }

    /** Returns the first messages of a range. */
    Mono<List<MessageState>> oldest(String room, SeqRange range, int limit) {
        return page(OLDEST, room, range, limit);
    }

    /** Returns the last messages of a range. */
    Mono<List<MessageState>> newest(String room, SeqRange range, int limit) {
        return page(NEWEST, room, range, limit).map(messages -> {
            Collections.reverse(messages);
            return messages;
        });
    }

    private Mono<List<MessageState>> page(String sql, String room, SeqRange range, int limit) {
        return database.sql(sql)
                .bind("room", room)
                .bind("after", range.after())
                .bind("before", range.before())
                .bind("limit", limit)
                .map(row -> MessageRow.of(row).state())
                .all()
                .collectList();
    }
}

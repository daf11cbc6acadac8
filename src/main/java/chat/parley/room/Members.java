package chat.parley.room;

import chat.parley.roomlog.MemberRow;
import chat.parley.roomlog.MemberState;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads who belongs to a room, by name. Those who have left are not listed. */
@Repository
public class Members {

    private static final String JOINED = """
            select %s from member m join account a on a.id = m.account_id
            where m.room_id = :room and m.left_at is null\s""".formatted(MemberRow.COLUMNS);

    private final DatabaseClient database;

    Members(DatabaseClient database) {
        this.database = database;
    }

    public Mono<List<MemberState>> first(String room, int limit) {
        return after(room, "", limit).map(MemberRow::state).collectList();
    }

    /** A page: the members whose names come after the given one. */
    Flux<MemberRow> after(String room, String username, int limit) {
        return database.sql(JOINED + "and a.username > :after order by a.username limit :limit")
                .bind("room", room)
                .bind("after", username)
                .bind("limit", limit)
                .map(MemberRow::of)
                .all();
    }

    Mono<MemberRow> of(String room, long account) {
        return database.sql(JOINED + "and m.account_id = :account")
                .bind("room", room)
                .bind("account", account)
                .map(MemberRow::of)
                .one();
    }
}

package chat.parley.roomlog;

import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Advances read marks, any number in one statement, in the caller's transaction. Never moves a mark back.
 */
@Component
class ReadMarkWriter {

    private static final String ADVANCE = """
            merge into member m
            using (select * from unnest(cast(:rooms as varchar array), cast(:accounts as bigint array),
                cast(:seqs as bigint array), cast(:revisions as bigint array)) as x(room_id, account_id, seq, revision)) k
            on (m.room_id = k.room_id and m.account_id = k.account_id)
            when matched and (m.read_seq < k.seq or m.read_seq = k.seq and coalesce(m.read_revision, 0) < k.revision)
                then update set read_seq = k.seq, read_revision = greatest(coalesce(m.read_revision, 0), k.revision)""";

    private final DatabaseClient database;

    ReadMarkWriter(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param marks at most one per member, ordered by room and account, so that concurrent transactions cannot deadlock
     */
    Mono<Void> advance(List<Mark> marks) {
        return marks.isEmpty()
                ? Mono.empty()
                : database.sql(ADVANCE)
                        .bind("rooms", column(marks, Mark::room).toArray(String[]::new))
                        .bind("accounts", column(marks, Mark::account).toArray(Long[]::new))
                        .bind("seqs", column(marks, Mark::seq).toArray(Long[]::new))
                        .bind("revisions", column(marks, Mark::revision).toArray(Long[]::new))
                        .then();
    }

    private static <T> List<T> column(List<Mark> marks, Function<Mark, T> column) {
        return marks.stream().map(column).toList();
    }

    /**
     * The last message that a member has read.
     *
     * @param revision the room's revision at that moment; later edits are unread
     */
    record Mark(String room, long account, long seq, long revision) {}
}

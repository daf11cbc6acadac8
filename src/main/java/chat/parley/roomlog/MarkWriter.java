package chat.parley.roomlog;

import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Moves read marks on, any number in one statement, in whatever transaction there is. Never moves one back. */
@Component
public class MarkWriter {

    private static final String ADVANCE = """
            merge into member m
            using (select * from unnest(cast(:rooms as varchar array), cast(:accounts as bigint array),
                cast(:seqs as bigint array)) as x(room_id, account_id, seq)) k
            on (m.room_id = k.room_id and m.account_id = k.account_id)
            when matched and m.read_seq < k.seq then update set read_seq = k.seq""";

    private final DatabaseClient database;

    MarkWriter(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param marks one for each member at most, ordered by room and account, lest two transactions wait for each other in
     *     a circle
     */
    public Mono<Void> advance(List<Mark> marks) {
        return marks.isEmpty()
                ? Mono.empty()
                : database.sql(ADVANCE)
                        .bind("rooms", column(marks, Mark::room).toArray(String[]::new))
                        .bind("accounts", column(marks, Mark::account).toArray(Long[]::new))
                        .bind("seqs", column(marks, Mark::seq).toArray(Long[]::new))
                        .then();
    }

    private static <T> List<T> column(List<Mark> marks, Function<Mark, T> column) {
        return marks.stream().map(column).toList();
    }

    /** How far a member has read. */
    public record Mark(String room, long account, long seq) {}
}

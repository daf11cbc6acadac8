package chat.parley.roomlog;

import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Loads the notices that the writes of a batch may extend: those after the newest messages. */
@Component
class NoticeReader {

    private static final String NEWEST = """
            select %s
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array)) as k(room_id, seq)
            join notice n on n.room_id = k.room_id and n.seq = k.seq""".formatted(NoticeRow.COLUMNS);

    private final DatabaseClient database;

    NoticeReader(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> read(WriteBatch batch) {
        List<RoomRow> rooms = batch.pending().stream()
                .filter(one -> one.write().addsNotice())
                .map(WriteBatch.Pending::room)
                .distinct()
                .flatMap(batch::locked)
                .toList();
        return rooms.isEmpty()
                ? Mono.empty()
                : database.sql(NEWEST)
                        .bind("rooms", rooms.stream().map(RoomRow::id).toArray(String[]::new))
                        .bind("seqs", rooms.stream().map(RoomRow::lastSeq).toArray(Long[]::new))
                        .map(NoticeRow::of)
                        .all()
                        .doOnNext(batch::load)
                        .then();
    }
}

package chat.parley.roomlog;

import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts the pinned messages of the rooms in which a batch pins more. */
@Component
class PinReader {

    private static final String COUNT = """
            select p.room_id, count(*) as pins from unnest(cast(:rooms as varchar array)) as k(room_id)
            join pin p on p.room_id = k.room_id group by p.room_id""";

    private final DatabaseClient database;

    PinReader(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> read(WriteBatch batch) {
        String[] rooms = batch.pending().stream()
                .filter(one -> one.write().addsPin())
                .map(WriteBatch.Pending::room)
                .distinct()
                .toArray(String[]::new);
        return rooms.length == 0
                ? Mono.empty()
                : database.sql(COUNT)
                        .bind("rooms", rooms)
                        .map(row -> Map.entry(Columns.text(row, "room_id"), Columns.number(row, "pins")))
                        .all()
                        .doOnNext(count -> batch.loadPins(count.getKey(), count.getValue()))
                        .then();
    }
}

package chat.parley.roomlog;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Stores which messages of a room are pinned, for counting and listing. */
@Component
class PinWriter implements DraftWriter {

    private static final String REMOVE = """
            merge into pin p
            using (select * from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array)) as x(room_id, seq)) k
                on (p.room_id = k.room_id and p.seq = k.seq)
            when matched then delete""";

    private static final String ADD = """
            insert into pin (room_id, seq, pinned_at)
            select k.room_id, k.seq, k.pinned_at
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array),
                cast(:times as timestamp with time zone array)) as k(room_id, seq, pinned_at)""";

    private final DatabaseClient database;

    PinWriter(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> write(List<RoomDraft> drafts, Instant now) {
        List<MessageRow> changed = drafts.stream()
                .flatMap(draft -> draft.messages().pinChanges().stream())
                .toList();
        return remove(changed).then(add(changed.stream().filter(pinned()).toList()));
    }

    private static Predicate<MessageRow> pinned() {
        return row -> row.pinned() != null;
    }

    private Mono<Void> remove(List<MessageRow> rows) {
        return rows.isEmpty() ? Mono.empty() : keyed(REMOVE, rows).then();
    }

    private Mono<Void> add(List<MessageRow> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : keyed(ADD, rows)
                        .bind(
                                "times",
                                rows.stream()
                                        .map(row -> Objects.requireNonNull(row.pinned())
                                                .at())
                                        .toArray(Instant[]::new))
                        .then();
    }

    private DatabaseClient.GenericExecuteSpec keyed(String sql, List<MessageRow> rows) {
        return database.sql(sql)
                .bind("rooms", rows.stream().map(MessageRow::room).toArray(String[]::new))
                .bind("seqs", rows.stream().map(MessageRow::seq).toArray(Long[]::new));
    }
}

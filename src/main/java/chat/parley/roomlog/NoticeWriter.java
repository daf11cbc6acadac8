package chat.parley.roomlog;

import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Stores the notices between the messages. */
@Component
class NoticeWriter implements DraftWriter {

    private static final String STORE = """
            merge into notice n
            using (select * from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array),
                cast(:revisions as bigint array), cast(:events as varchar array))
                as x(room_id, seq, revision, events)) k
                on (n.room_id = k.room_id and n.seq = k.seq)
            when matched then update set revision = k.revision, events = k.events
            when not matched then insert (room_id, seq, revision, events)
                values (k.room_id, k.seq, k.revision, k.events)""";

    private final DatabaseClient database;

    NoticeWriter(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> write(List<RoomDraft> drafts, Instant now) {
        List<NoticeRow> rows = drafts.stream()
                .flatMap(draft -> draft.notices().changed().stream())
                .toList();
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(STORE)
                        .bind("rooms", rows.stream().map(NoticeRow::room).toArray(String[]::new))
                        .bind(
                                "seqs",
                                rows.stream().map(row -> row.state().seq()).toArray(Long[]::new))
                        .bind(
                                "revisions",
                                rows.stream().map(row -> row.state().revision()).toArray(Long[]::new))
                        .bind("events", rows.stream().map(NoticeRow::stored).toArray(String[]::new))
                        .then();
    }
}

package chat.parley.roomlog;

import chat.parley.roomlog.MessageDraft.FormerText;
import java.time.Instant;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Keeps the former texts of edited messages, and removes them when the message is deleted. */
@Component
class VersionWriter implements DraftWriter {

    private static final String ADD = """
            insert into message_version (room_id, seq, revision, text, written_at)
            select k.room_id, k.seq, k.revision, k.text, k.written_at
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array), cast(:revisions as bigint array),
                cast(:texts as varchar array), cast(:times as timestamp with time zone array))
                as k(room_id, seq, revision, text, written_at)""";

    private static final String REMOVE = """
            merge into message_version v
            using (select * from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array)) as x(room_id, seq)) k
                on (v.room_id = k.room_id and v.seq = k.seq)
            when matched then delete""";

    private final DatabaseClient database;
    private final RoomLogProperties properties;

    VersionWriter(DatabaseClient database, RoomLogProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    @Override
    public Mono<Void> write(List<RoomDraft> drafts, Instant now) {
        List<FormerText> former = drafts.stream()
                .flatMap(draft -> draft.messages().formerTexts().stream())
                .toList();
        List<MessageRow> deleted = drafts.stream()
                .flatMap(draft -> draft.messages().deleted().stream())
                .toList();
        return add(properties.editHistory() ? former : List.of()).then(remove(deleted));
    }

    private Mono<Void> add(List<FormerText> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(ADD)
                        .bind("rooms", rows.stream().map(FormerText::room).toArray(String[]::new))
                        .bind("seqs", rows.stream().map(FormerText::seq).toArray(Long[]::new))
                        .bind(
                                "revisions",
                                rows.stream().map(FormerText::revision).toArray(Long[]::new))
                        .bind("texts", rows.stream().map(FormerText::text).toArray(String[]::new))
                        .bind("times", rows.stream().map(FormerText::at).toArray(Instant[]::new))
                        .then();
    }

    private Mono<Void> remove(List<MessageRow> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(REMOVE)
                        .bind("rooms", rows.stream().map(MessageRow::room).toArray(String[]::new))
                        .bind("seqs", rows.stream().map(MessageRow::seq).toArray(Long[]::new))
                        .then();
    }
}

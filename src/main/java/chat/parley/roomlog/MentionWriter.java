package chat.parley.roomlog;

import chat.parley.roomlog.MentionChanges.MentionRow;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Stores mentions for counting and listing. */
@Component
class MentionWriter implements DraftWriter {

    /** Account 0 represents everybody in the room. */
    private static final String RESOLVED_MENTIONS = """
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array), cast(:names as varchar array),
                cast(:revisions as bigint array)) as k(room_id, seq, username, revision)
            left join account a on a.username = k.username
            where a.id is not null or k.username = '%s'""".formatted(Mentions.HERE);

    private static final String DELETE = """
            merge into mention m
            using (select coalesce(a.id, 0) as account_id, k.room_id, k.seq %s) k
                on (m.account_id = k.account_id and m.room_id = k.room_id and m.seq = k.seq)
            when matched then delete""".formatted(RESOLVED_MENTIONS);

    private static final String INSERT = """
            insert into mention (account_id, room_id, seq, edit_revision)
            select coalesce(a.id, 0), k.room_id, k.seq, nullif(k.revision, 0) %s""".formatted(RESOLVED_MENTIONS);

    private final DatabaseClient database;

    MentionWriter(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> write(List<RoomDraft> drafts, Instant now) {
        return execute(DELETE, rows(drafts, MessageDraft::removedMentions))
                .then(execute(INSERT, rows(drafts, MessageDraft::addedMentions)));
    }

    private static List<MentionRow> rows(List<RoomDraft> drafts, Function<MessageDraft, List<MentionRow>> selector) {
        return drafts.stream()
                .flatMap(draft -> selector.apply(draft.messages()).stream())
                .toList();
    }

    private Mono<Void> execute(String sql, List<MentionRow> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(sql)
                        .bind("rooms", rows.stream().map(MentionRow::room).toArray(String[]::new))
                        .bind("seqs", rows.stream().map(MentionRow::seq).toArray(Long[]::new))
                        .bind("names", rows.stream().map(MentionRow::name).toArray(String[]::new))
                        .bind(
                                "revisions",
                                rows.stream().map(MentionRow::revision).toArray(Long[]::new))
                        .then();
    }
}

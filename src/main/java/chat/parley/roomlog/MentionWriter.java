package chat.parley.roomlog;

import chat.parley.roomlog.MessageDraft.Called;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Stores mentions for counting and listing. A batch without mentions executes no statement. */
@Component
class MentionWriter {

    /** Account 0 represents everybody in the room. */
    private static final String NAMED = """
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array), cast(:names as varchar array),
                cast(:revisions as bigint array)) as k(room_id, seq, username, revision)
            left join account a on a.username = k.username
            where a.id is not null or k.username = '%s'""".formatted(Mentions.HERE);

    private static final String FORGET = """
            merge into mention m
            using (select coalesce(a.id, 0) as account_id, k.room_id, k.seq %s) k
                on (m.account_id = k.account_id and m.room_id = k.room_id and m.seq = k.seq)
            when matched then delete""".formatted(NAMED);

    private static final String INSERT = """
            insert into mention (account_id, room_id, seq, edit_revision)
            select coalesce(a.id, 0), k.room_id, k.seq, nullif(k.revision, 0) %s""".formatted(NAMED);

    private final DatabaseClient database;

    MentionWriter(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> write(List<RoomDraft> drafts) {
        return execute(FORGET, rows(drafts, MessageDraft::uncalled))
                .then(execute(INSERT, rows(drafts, MessageDraft::called)));
    }

    private static List<Called> rows(List<RoomDraft> drafts, Function<MessageDraft, List<Called>> kind) {
        return drafts.stream()
                .flatMap(draft -> kind.apply(draft.messages()).stream())
                .toList();
    }

    private Mono<Void> execute(String sql, List<Called> rows) {
        return rows.isEmpty()
                ? Mono.empty()
                : database.sql(sql)
                        .bind("rooms", rows.stream().map(Called::room).toArray(String[]::new))
                        .bind("seqs", rows.stream().map(Called::seq).toArray(Long[]::new))
                        .bind("names", rows.stream().map(Called::name).toArray(String[]::new))
                        .bind("revisions", rows.stream().map(Called::revision).toArray(Long[]::new))
                        .then();
    }
}

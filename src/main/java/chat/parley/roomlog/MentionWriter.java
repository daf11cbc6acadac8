package chat.parley.roomlog;

import java.util.ArrayList;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Stores who is called by which message, for counting and listing. Most batches call nobody, and cost nothing here. */
@Component
class MentionWriter {

    private static final String FORGET = """
            merge into mention m
            using (select * from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array)) as x(room_id, seq)) k
                on (m.room_id = k.room_id and m.seq = k.seq)
            when matched then delete""";

    private static final String INSERT = """
            insert into mention (account_id, room_id, seq)
            select a.id, k.room_id, k.seq
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array), cast(:names as varchar array))
                as k(room_id, seq, username)
            join account a on a.username = k.username""";

    private static final String INSERT_HERE = """
            insert into mention (account_id, room_id, seq)
            select 0, k.room_id, k.seq
            from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array)) as k(room_id, seq)""";

    private final DatabaseClient database;

    MentionWriter(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> write(List<RoomDraft> drafts) {
        List<MessageRow> recalled = drafts.stream()
                .flatMap(draft -> draft.messages().recalled().stream())
                .toList();
        List<MessageRow> calling = drafts.stream()
                .flatMap(draft -> draft.messages().calling().stream())
                .toList();
        List<MessageRow> here =
                calling.stream().filter(row -> row.mentions().here()).toList();
        return execute(FORGET, recalled).then(insert(calling)).then(execute(INSERT_HERE, here));
    }

    private Mono<Void> insert(List<MessageRow> calling) {
        List<MessageRow> messages = new ArrayList<>();
        List<String> names = new ArrayList<>();
        calling.forEach(row -> row.mentions().names().forEach(name -> {
            messages.add(row);
            names.add(name);
        }));
        return messages.isEmpty()
                ? Mono.empty()
                : keyed(INSERT, messages)
                        .bind("names", names.toArray(String[]::new))
                        .then();
    }

    private Mono<Void> execute(String sql, List<MessageRow> messages) {
        return messages.isEmpty() ? Mono.empty() : keyed(sql, messages).then();
    }

    private DatabaseClient.GenericExecuteSpec keyed(String sql, List<MessageRow> messages) {
        return database.sql(sql)
                .bind("rooms", messages.stream().map(MessageRow::room).toArray(String[]::new))
                .bind("seqs", messages.stream().map(MessageRow::seq).toArray(Long[]::new));
    }
}

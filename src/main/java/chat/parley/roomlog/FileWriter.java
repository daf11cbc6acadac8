package chat.parley.roomlog;

import chat.parley.roomlog.state.FileState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Binds files to messages in the transaction of the message's change, so that a file exists for exactly as long as a
 * message refers to it.
 */
@Component
public class FileWriter implements DraftWriter {

    private static final String BIND = """
            merge into file f
            using (select * from unnest(cast(:ids as varchar array), cast(:seqs as bigint array)) as x(id, seq)) k
                on (f.id = k.id)
            when matched then update set seq = k.seq, expires_at = null""";

    private static final String SET_FILES = """
            merge into message m
            using (select * from unnest(cast(:rooms as varchar array), cast(:seqs as bigint array),
                cast(:files as varchar array), cast(:alts as varchar array)) as x(room_id, seq, files, alts)) k
                on (m.room_id = k.room_id and m.seq = k.seq)
            when matched then update set files = k.files, alts = nullif(k.alts, '')""";

    private static final String DESCRIBE = "update file set alt = :alt where id = :id";

    private static final String RELEASED = """
            from file f join unnest(cast(:ids as varchar array)) as k(id) on f.id = k.id""";

    /** The bytes are kept for a while, because downloads and backups may be in progress. */
    private static final String EXPIRE = """
            update blob set account_id = null, expires_at = :expires
            where id in (select f.blob_id %1$s) or id in (select f.preview_id %1$s)""".formatted(RELEASED);

    private static final String REMOVE = "delete from file where id in (select f.id %s)".formatted(RELEASED);

    private final DatabaseClient database;

    FileWriter(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> write(List<RoomDraft> drafts, Instant now) {
        List<MessageRow> posted = drafts.stream()
                .flatMap(draft -> draft.messages().posted().stream())
                .filter(row -> row.files().any())
                .toList();
        List<String> released = drafts.stream()
                .flatMap(draft -> draft.messages().files().released().stream())
                .toList();
        List<FileState> described = drafts.stream()
                .flatMap(draft -> draft.messages().files().described().stream())
                .toList();
        return bind(posted).then(describe(described)).then(release(released, now));
    }

    private Mono<Void> describe(List<FileState> files) {
        return Flux.fromIterable(files).concatMap(this::describe).then();
    }

    private Mono<Void> describe(FileState file) {
        GenericExecuteSpec sql = database.sql(DESCRIBE).bind("id", file.id());
        return (file.alt() == null ? sql.bindNull("alt", String.class) : sql.bind("alt", file.alt())).then();
    }

    private Mono<Void> bind(List<MessageRow> rows) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        String[] ids = rows.stream().flatMap(row -> row.files().ids().stream()).toArray(String[]::new);
        Long[] seqs = rows.stream()
                .flatMap(row -> row.files().ids().stream().map(id -> row.seq()))
                .toArray(Long[]::new);
        return database.sql(BIND)
                .bind("ids", ids)
                .bind("seqs", seqs)
                .then()
                .then(database.sql(SET_FILES)
                        .bind("rooms", rows.stream().map(MessageRow::room).toArray(String[]::new))
                        .bind("seqs", rows.stream().map(MessageRow::seq).toArray(Long[]::new))
                        .bind(
                                "files",
                                rows.stream().map(row -> row.files().stored()).toArray(String[]::new))
                        .bind(
                                "alts",
                                rows.stream()
                                        .map(row -> row.files().storedAlts())
                                        .toArray(String[]::new))
                        .then());
    }

    /** Removes files that no message refers to. Must be called in a transaction. */
    public Mono<Void> release(Collection<String> files, Instant now) {
        String[] ids = files.toArray(String[]::new);
        return ids.length == 0
                ? Mono.empty()
                : database.sql(EXPIRE)
                        .bind("ids", ids)
                        .bind("expires", now.plus(1, ChronoUnit.DAYS))
                        .then()
                        .then(database.sql(REMOVE).bind("ids", ids).then());
    }
}

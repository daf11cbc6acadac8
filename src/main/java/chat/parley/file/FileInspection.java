package chat.parley.file;

import chat.parley.blob.Damage.Kind;
import chat.parley.blob.Inspection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Compares the rows of files with their messages and blobs. */
@Component
class FileInspection implements Inspection {

    private static final String SELECT = """
            select f.id as row_key, f.blob_id, f.id as file_id, f.room_id, f.seq,
                f.seq is not null and (m.seq is null
                    or m.deleted_at is null and position('"id":"' || f.id || '"' in coalesce(m.files, '')) = 0
                    or m.deleted_at is not null and d.seq is null) as message_missing,
                b.id is null or f.preview_id is not null and p.id is null as blob_missing,
                b.bytes <> f.bytes or b.hash is null or b.hash <> f.hash as rows_differ,
                b.expires_at is not null or p.expires_at is not null
                    or f.seq is not null and f.expires_at is not null as expires,
                f.seq is null and f.expires_at is null as unused
            from file f
            left join blob b on b.id = f.blob_id
            left join blob p on p.id = f.preview_id
            left join message m on m.room_id = f.room_id and m.seq = f.seq
            left join deletion d on d.room_id = f.room_id and d.seq = f.seq
            where f.id > :after order by f.id limit :limit""";

    private static final List<Kind> KINDS =
            List.of(Kind.MESSAGE_MISSING, Kind.BLOB_MISSING, Kind.ROWS_DIFFER, Kind.EXPIRES, Kind.UNUSED);

    private final ReferenceRows rows;

    FileInspection(DatabaseClient database) {
        rows = new ReferenceRows(database, SELECT, KINDS);
    }

    @Override
    public Subject subject() {
        return Subject.FILES;
    }

    @Override
    public Mono<Page> page(String after, boolean hashes) {
        return rows.page(after);
    }
}

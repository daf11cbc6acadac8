package chat.parley.file;

import chat.parley.blob.Damage.Kind;
import chat.parley.blob.Inspection;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Compares the pictures of previews with their messages and blobs. */
@Component
class PreviewInspection implements Inspection {

    private static final String SELECT = """
            select p.blob_id as row_key, p.blob_id, cast(null as varchar) as file_id, p.room_id, p.seq,
                m.seq is null
                    or m.deleted_at is null
                        and position('"number":' || cast(p.number as varchar) || ',' in coalesce(m.previews, '')) = 0
                        and position('"number":' || cast(p.number as varchar) || '}' in coalesce(m.previews, '')) = 0
                    or m.deleted_at is not null and d.seq is null as message_missing,
                b.id is null as blob_missing,
                b.bytes <> p.bytes or b.hash is null or b.hash <> p.hash as rows_differ,
                b.expires_at is not null as expires
            from preview_picture p
            left join blob b on b.id = p.blob_id
            left join message m on m.room_id = p.room_id and m.seq = p.seq
            left join deletion d on d.room_id = p.room_id and d.seq = p.seq
            where p.blob_id > :after order by p.blob_id limit :limit""";

    private static final List<Kind> KINDS =
            List.of(Kind.MESSAGE_MISSING, Kind.BLOB_MISSING, Kind.ROWS_DIFFER, Kind.EXPIRES);

    private final ReferenceRows rows;

    PreviewInspection(DatabaseClient database) {
        rows = new ReferenceRows(database, SELECT, KINDS);
    }

    @Override
    public Subject subject() {
        return Subject.PREVIEWS;
    }

    @Override
    public Mono<Page> page(String after, boolean hashes) {
        return rows.page(after);
    }
}

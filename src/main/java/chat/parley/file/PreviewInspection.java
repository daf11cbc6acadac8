package chat.parley.file;

import chat.parley.blob.Damage;
import chat.parley.blob.Damage.Kind;
import chat.parley.blob.Inspection;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Compares the pictures of previews with their messages and blobs, in one statement, so that both are consistent. */
@Component
class PreviewInspection implements Inspection {

    private static final int PAGE = 500;

    /** The conditions after the first three columns are in the order of {@link #KINDS}. */
    private static final String SELECT = """
            select p.blob_id, p.room_id, p.seq,
                m.seq is null
                    or m.deleted_at is null
                        and position('"number":' || cast(p.number as varchar) || ',' in coalesce(m.previews, '')) = 0
                        and position('"number":' || cast(p.number as varchar) || '}' in coalesce(m.previews, '')) = 0
                    or m.deleted_at is not null and d.seq is null,
                b.id is null,
                b.bytes <> p.bytes or b.hash is null or b.hash <> p.hash,
                b.expires_at is not null
            from preview_picture p
            left join blob b on b.id = p.blob_id
            left join message m on m.room_id = p.room_id and m.seq = p.seq
            left join deletion d on d.room_id = p.room_id and d.seq = p.seq
            where p.blob_id > :after order by p.blob_id limit :limit""";

    private static final List<Kind> KINDS =
            List.of(Kind.MESSAGE_MISSING, Kind.BLOB_MISSING, Kind.ROWS_DIFFER, Kind.EXPIRES);

    private static final int FIRST_CONDITION = 3;

    private final DatabaseClient database;

    PreviewInspection(DatabaseClient database) {
        this.database = database;
    }

    private record Row(String blob, List<Damage> damages) {}

    @Override
    public Subject subject() {
        return Subject.PREVIEWS;
    }

    @Override
    public Mono<Page> page(String after, boolean hashes) {
        return database.sql(SELECT)
                .bind("after", after)
                .bind("limit", PAGE)
                .map(PreviewInspection::row)
                .all()
                .collectList()
                .map(rows -> new Page(
                        rows.stream().flatMap(row -> row.damages().stream()).toList(),
                        rows.size(),
                        0,
                        rows.size() < PAGE ? null : rows.get(PAGE - 1).blob()));
    }

    private static Row row(Readable row) {
        String blob = Objects.requireNonNull(row.get(0, String.class));
        boolean blobMissing = isTrue(row, KINDS.indexOf(Kind.BLOB_MISSING));
        List<Damage> damages = new ArrayList<>();
        for (int i = 0; i < KINDS.size(); i++) {
            // A blob without a row has no length and hash to differ.
            if (isTrue(row, i) && !(blobMissing && KINDS.get(i) == Kind.ROWS_DIFFER)) {
                damages.add(new Damage(KINDS.get(i), blob, null, row.get(1, String.class), row.get(2, Long.class)));
            }
        }
        return new Row(blob, damages);
    }

    private static boolean isTrue(Readable row, int condition) {
        return Boolean.TRUE.equals(row.get(FIRST_CONDITION + condition, Boolean.class));
    }
}

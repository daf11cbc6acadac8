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

/** Compares the rows of files with their messages and blobs. One statement reads both sides, so both are consistent. */
@Component
class FileInspection implements Inspection {

    private static final int PAGE = 500;

    /** The conditions after the first four columns are in the order of {@link #KINDS}. */
    private static final String SELECT = """
            select f.id, f.room_id, f.seq, f.blob_id,
                f.seq is not null and (m.seq is null
                    or m.deleted_at is null and position('"id":"' || f.id || '"' in coalesce(m.files, '')) = 0
                    or m.deleted_at is not null and d.seq is null),
                b.id is null or f.preview_id is not null and p.id is null,
                b.bytes <> f.bytes or b.hash is null or b.hash <> f.hash,
                b.expires_at is not null or p.expires_at is not null or f.seq is not null and f.expires_at is not null,
                f.seq is null and f.expires_at is null
            from file f
            left join blob b on b.id = f.blob_id
            left join blob p on p.id = f.preview_id
            left join message m on m.room_id = f.room_id and m.seq = f.seq
            left join deletion d on d.room_id = f.room_id and d.seq = f.seq
            where f.id > :after order by f.id limit :limit""";

    private static final List<Kind> KINDS =
            List.of(Kind.MESSAGE_MISSING, Kind.BLOB_MISSING, Kind.ROWS_DIFFER, Kind.EXPIRES, Kind.UNUSED);

    private static final int FIRST_CONDITION = 4;

    private final DatabaseClient database;

    FileInspection(DatabaseClient database) {
        this.database = database;
    }

    private record Row(String id, List<Damage> damages) {}

    @Override
    public Subject subject() {
        return Subject.FILES;
    }

    @Override
    public Mono<Page> page(String after, boolean hashes) {
        return database.sql(SELECT)
                .bind("after", after)
                .bind("limit", PAGE)
                .map(FileInspection::row)
                .all()
                .collectList()
                .map(rows -> new Page(
                        rows.stream().flatMap(row -> row.damages().stream()).toList(),
                        rows.size(),
                        0,
                        rows.size() < PAGE ? null : rows.get(PAGE - 1).id()));
    }

    private static Row row(Readable row) {
        String id = Objects.requireNonNull(row.get(0, String.class));
        List<Damage> damages = new ArrayList<>();
        for (int i = 0; i < KINDS.size(); i++) {
            Kind kind = KINDS.get(i);
            // A blob without a row has no length and hash to differ.
            boolean blobMissing =
                    kind == Kind.ROWS_DIFFER && isTrue(row, FIRST_CONDITION + KINDS.indexOf(Kind.BLOB_MISSING));
            if (!blobMissing && isTrue(row, FIRST_CONDITION + i)) {
                damages.add(new Damage(
                        kind, row.get(3, String.class), id, row.get(1, String.class), row.get(2, Long.class)));
            }
        }
        return new Row(id, damages);
    }

    private static boolean isTrue(Readable row, int column) {
        return Boolean.TRUE.equals(row.get(column, Boolean.class));
    }
}

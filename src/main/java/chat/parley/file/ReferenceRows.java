package chat.parley.file;

import chat.parley.blob.Damage;
import chat.parley.blob.Damage.Kind;
import chat.parley.blob.Inspection;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Inspects rows that refer to a message and a blob. One statement reads all of them, so they are consistent.
 *
 * <p>The statement reads up to {@code :limit} rows with keys above {@code :after}, in the order of the keys:
 * {@code row_key, blob_id, file_id, room_id, seq}, and for each kind of damage a condition that is named after it.
 */
final class ReferenceRows {

    private static final int PAGE = 500;

    private final DatabaseClient database;
    private final String select;
    private final List<Kind> kinds;

    ReferenceRows(DatabaseClient database, String select, List<Kind> kinds) {
        this.database = database;
        this.select = select;
        this.kinds = kinds;
    }

    private record Row(String key, List<Damage> damages) {}

    Mono<Inspection.Page> page(String after) {
        return database.sql(select)
                .bind("after", after)
                .bind("limit", PAGE)
                .map(this::row)
                .all()
                .collectList()
                .map(rows -> new Inspection.Page(
                        rows.stream().flatMap(row -> row.damages().stream()).toList(),
                        rows.size(),
                        0,
                        rows.size() < PAGE ? null : rows.get(PAGE - 1).key()));
    }

    private Row row(Readable row) {
        String key = Objects.requireNonNull(text(row, "row_key"));
        List<Damage> damages = kinds.stream()
                .filter(kind -> isDamaged(row, kind))
                .map(kind -> new Damage(
                        kind,
                        text(row, "blob_id"),
                        text(row, "file_id"),
                        text(row, "room_id"),
                        row.get("seq", Long.class)))
                .toList();
        return new Row(key, damages);
    }

    /** A blob without a row has no length and hash to differ. */
    private static boolean isDamaged(Readable row, Kind kind) {
        return isTrue(row, kind) && !(kind == Kind.ROWS_DIFFER && isTrue(row, Kind.BLOB_MISSING));
    }

    private static boolean isTrue(Readable row, Kind kind) {
        return Boolean.TRUE.equals(row.get(kind.wire(), Boolean.class));
    }

    private static @Nullable String text(Readable row, String column) {
        return row.get(column, String.class);
    }
}

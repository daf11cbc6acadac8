package chat.parley.follower;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table {@code follower}. */
final class FollowerRow {

    /** The database's clock in milliseconds. */
    static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    /** The columns of statements over {@code follower f left join room r on r.id = f.room_id}. */
    static final String COLUMNS = "f.id, f.kind, f.account_id, f.room_id, f.revision, f.sending_revision,"
            + " coalesce(r.revision, 0) as head, f.failures, " + NOW + " - f.failing_since as failing, f.failing_since,"
            + " f.next_at - " + NOW + " as due_in, f.last_error, f.paused_at, f.pause_reason";

    private FollowerRow() {}

    static Follower read(Readable row) {
        Long failing = row.get("failing", Long.class);
        String reason = row.get("pause_reason", String.class);
        return new Follower(
                number(row, "id"),
                text(row, "kind"),
                number(row, "account_id"),
                text(row, "room_id"),
                number(row, "revision"),
                row.get("sending_revision", Long.class),
                number(row, "head"),
                Objects.requireNonNull(row.get("failures", Integer.class)),
                failing == null ? null : Duration.ofMillis(Math.max(0, failing)),
                row.get("failing_since", Long.class),
                Duration.ofMillis(Math.max(0, number(row, "due_in"))),
                row.get("last_error", String.class),
                pausedAt(row),
                reason == null ? null : PauseReason.ofWire(reason));
    }

    private static @Nullable Instant pausedAt(Readable row) {
        return row.get("paused_at", Instant.class);
    }

    static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }

    static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class), column);
    }
}

package chat.parley.audit;

import chat.parley.http.ClientText;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** The append-only audit log: every log-in, successful or not, and every action of an administrator. */
@Repository
public class Audit {

    private static final int MAX_SUBJECT_LENGTH = 256;
    private static final int MAX_DETAIL_LENGTH = 1000;

    private static final String INSERT = """
            insert into audit (at, actor, action, subject, detail, address)
            values (:at, :actor, :action, :subject, :detail, :address)""";

    private static final String LIST = """
            select id, at, actor, action, subject, detail, address from audit
            where id < :before order by id desc limit :limit""";

    private final DatabaseClient database;
    private final Clock clock;

    Audit(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * @param actor the username of the account that acted; null if nobody was logged in
     * @param action the wire form of an {@link Action}, possibly of one that only a newer version has
     * @param subject the account or object that was affected; null for the actor
     * @param address the client's address
     */
    public record Entry(
            long id,
            Instant at,
            @Nullable String actor,
            String action,
            @Nullable String subject,
            @Nullable String detail,
            String address) {}

    /** Appends an entry, in the caller's transaction if there is one. */
    public Mono<Void> add(
            @Nullable String actor, Action action, @Nullable String subject, @Nullable String detail, String address) {
        GenericExecuteSpec sql = database.sql(INSERT)
                .bind("at", clock.instant())
                .bind("action", action.wire())
                .bind("address", address);
        sql = bind(sql, "actor", actor);
        sql = bind(sql, "subject", truncate(subject, MAX_SUBJECT_LENGTH));
        return bind(sql, "detail", truncate(detail, MAX_DETAIL_LENGTH)).then();
    }

    /** Returns up to {@code limit} entries with smaller ids, newest first. */
    public Mono<List<Entry>> before(long id, int limit) {
        return database.sql(LIST)
                .bind("before", id)
                .bind("limit", limit)
                .map(Audit::entry)
                .all()
                .collectList();
    }

    private static Entry entry(Readable row) {
        return new Entry(
                Objects.requireNonNull(row.get("id", Long.class)),
                Objects.requireNonNull(row.get("at", Instant.class)),
                row.get("actor", String.class),
                Objects.requireNonNull(row.get("action", String.class)),
                row.get("subject", String.class),
                row.get("detail", String.class),
                Objects.requireNonNull(row.get("address", String.class)));
    }

    private static @Nullable String truncate(@Nullable String text, int maxLength) {
        return text == null ? null : ClientText.storable(text, maxLength);
    }

    private static GenericExecuteSpec bind(GenericExecuteSpec sql, String name, @Nullable String value) {
        return value == null ? sql.bindNull(name, String.class) : sql.bind(name, value);
    }
}

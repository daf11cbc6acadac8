package chat.parley.room;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reads who is kept out of a room. */
@Repository
class Bans {

    private static final String LIST = """
            select a.username, b.username as banned_by_name, m.ban_reason, m.banned_at
            from member m join account a on a.id = m.account_id left join account b on b.id = m.banned_by
            where m.room_id = :room and m.banned_at is not null and a.username > :after
            order by a.username limit :limit""";

    private final DatabaseClient database;

    Bans(DatabaseClient database) {
        this.database = database;
    }

    /** @param by who banned; null for an account that is gone */
    record Banned(
            String username, @Nullable String by, @Nullable String reason, Instant at) {}

    /** Those whose names come after the given one, by name. */
    Flux<Banned> after(String room, String username, int limit) {
        return database.sql(LIST)
                .bind("room", room)
                .bind("after", username)
                .bind("limit", limit)
                .map(row -> new Banned(
                        Objects.requireNonNull(row.get("username", String.class)),
                        row.get("banned_by_name", String.class),
                        row.get("ban_reason", String.class),
                        Objects.requireNonNull(row.get("banned_at", Instant.class))))
                .all();
    }
}

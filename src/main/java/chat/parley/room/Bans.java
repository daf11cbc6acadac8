package chat.parley.room;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;

/** Reads the bans of a room. */
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

    /** @param by the username of the moderator; null if that account no longer exists */
    record Banned(
            String username, @Nullable String by, @Nullable String reason, Instant at) {}

    /** Returns bans in the order of usernames, after the given one. */
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

package chat.parley.message;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Reads the former texts of messages, which the room log stores. */
@Repository
class MessageVersions {

    private static final int MAX_VERSIONS = 100;

    /** One statement, so that a concurrent edit cannot hide a text. */
    private static final String NEWEST = """
            select m.text, coalesce(m.edited_at, m.created_at) as written_at, m.revision from message m
            where m.room_id = :room and m.seq = :seq and m.deleted_at is null
            union all
            select v.text, v.written_at, v.revision from message_version v
            join message m on m.room_id = v.room_id and m.seq = v.seq and m.deleted_at is null
            where v.room_id = :room and v.seq = :seq
            order by revision desc limit :limit""";

    private final DatabaseClient database;

    MessageVersions(DatabaseClient database) {
        this.database = database;
    }

    /** Returns the newest texts, the present one first; empty if there is no such message or it is deleted. */
    Mono<List<Version>> newest(String room, long seq) {
        return database.sql(NEWEST)
                .bind("room", room)
                .bind("seq", seq)
                .bind("limit", MAX_VERSIONS)
                .map(MessageVersions::version)
                .all()
                .collectList();
    }

    private static Version version(Readable row) {
        return new Version(
                Objects.requireNonNull(row.get("text", String.class)),
                Objects.requireNonNull(row.get("written_at", Instant.class)));
    }

    /** @param at when it was written */
    record Version(String text, Instant at) {}
}

package chat.parley.preview;

import chat.parley.roomlog.PreviewTask;
import chat.parley.roomlog.state.Actor;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Finds the messages for whose links previews are fetched. */
@Repository
class LinkedMessages {

    private static final String AUTHOR = """
            select a.id, a.username, m.edited_at from message m join account a on a.id = m.author_id
            where m.room_id = :room and m.seq = :seq and m.deleted_at is null""";

    private final DatabaseClient database;

    LinkedMessages(DatabaseClient database) {
        this.database = database;
    }

    /** Returns the author of the message; empty if the message was deleted or edited since. */
    Mono<Actor> author(PreviewTask task) {
        return database.sql(AUTHOR)
                .bind("room", task.room())
                .bind("seq", task.seq())
                .map(row -> {
                    boolean same = Objects.equals(row.get(2, Instant.class), task.editedAt());
                    return Optional.of(new Actor(
                                    Objects.requireNonNull(row.get(0, Long.class)),
                                    Objects.requireNonNull(row.get(1, String.class))))
                            .filter(author -> same);
                })
                .one()
                .flatMap(Mono::justOrEmpty);
    }
}

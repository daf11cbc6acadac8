package chat.parley.roomlog;

import chat.parley.text.Folding;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.Objects;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores a post in PostgreSQL with one statement, in one round trip. */
record ExternalPostWriter(DatabaseClient database) implements PostWriter {

    private static final String STORE = """
            with locked as (
                select id from room where id = $1 and last_seq = $2 - 1 and revision = $3 - 1
                    and not exists (select 1 from account where id = $4 and disabled_at is not null)
                    and exists (select 1 from installation where id = 1 and epoch = $11)
                    for update skip locked),
            advanced as (
                update room r set last_seq = $2, revision = $3 from locked where r.id = locked.id returning r.id),
            marked as (
                update member m set read_seq = $2, read_revision = $3 from advanced
                    where m.room_id = advanced.id and m.account_id = $4 and m.read_seq < $2)
            insert into message (room_id, seq, revision, author_id, nonce, text, reply_to, created_at,
                search_text, search_revision, search_rule)
            select id, $2, $3, $4, $5, $6, $7, $8, $9, $3, $10 from advanced""";

    @Override
    public Mono<Boolean> write(MessageRow message, String epoch) {
        return database.inConnection(connection -> Flux.from(
                                statement(connection, message, epoch).execute())
                        .flatMap(Result::getRowsUpdated)
                        .reduce(0L, Long::sum))
                .map(stored -> stored == 1)
                .onErrorReturn(DataIntegrityViolationException.class, false);
    }

    private static Statement statement(Connection connection, MessageRow message, String epoch) {
        String text = Objects.requireNonNull(message.text());
        Statement statement = connection
                .createStatement(STORE)
                .bind("$1", message.room())
                .bind("$2", message.seq())
                .bind("$3", message.revision())
                .bind("$4", message.author().id())
                .bind("$5", message.nonce())
                .bind("$6", text)
                .bind("$8", message.createdAt())
                .bind("$9", Folding.fold(text))
                .bind("$10", Folding.RULE)
                .bind("$11", epoch);
        return message.replyTo() == null
                ? statement.bindNull("$7", Long.class)
                : statement.bind("$7", message.replyTo());
    }
}

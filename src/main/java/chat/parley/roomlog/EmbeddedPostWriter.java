package chat.parley.roomlog;

import chat.parley.database.h2.ShortTransactions;
import chat.parley.text.Folding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Stores a post in the embedded database with three statements by key. */
record EmbeddedPostWriter(ShortTransactions transactions) implements PostWriter {

    /** Locks the room, like every change of a room. */
    private static final String ADVANCE_ROOM = """
            update room set last_seq = ?, revision = ? where id = ? and last_seq = ? and revision = ?
                and not exists (select 1 from account where id = ? and disabled_at is not null)
                and exists (select 1 from installation where id = 1 and epoch = ?)""";

    private static final String INSERT = """
            insert into message (room_id, seq, revision, author_id, nonce, text, reply_to, created_at,
                search_text, search_revision, search_rule) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String ADVANCE_MARK = """
            update member set read_seq = ?, read_revision = ? where room_id = ? and account_id = ? and read_seq < ?""";

    @Override
    public Mono<Boolean> write(MessageRow message, String epoch) {
        String folded = Folding.fold(Objects.requireNonNull(message.text()));
        return transactions.run(connection -> {
            if (execute(
                            connection,
                            ADVANCE_ROOM,
                            message.seq(),
                            message.revision(),
                            message.room(),
                            message.seq() - 1,
                            message.revision() - 1,
                            message.author().id(),
                            epoch)
                    == 0) {
                return false;
            }
            execute(
                    connection,
                    INSERT,
                    message.room(),
                    message.seq(),
                    message.revision(),
                    message.author().id(),
                    message.nonce(),
                    message.text(),
                    message.replyTo(),
                    message.createdAt(),
                    folded,
                    message.revision(),
                    Folding.RULE);
            execute(
                    connection,
                    ADVANCE_MARK,
                    message.seq(),
                    message.revision(),
                    message.room(),
                    message.author().id(),
                    message.seq());
            return true;
        });
    }

    /** Returns the number of changed rows. The connection caches the plan of each statement. */
    private static int execute(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }
}

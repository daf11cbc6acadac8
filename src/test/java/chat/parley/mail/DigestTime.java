package chat.parley.mail;

import chat.parley.support.ParleyServer;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Advances the server past the time after which unread messages are mailed. */
public final class DigestTime {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private DigestTime() {}

    /** Ages all messages, addresses and digests of the server, and plans the next digests. */
    public static void pass(ParleyServer server) {
        DatabaseClient database = server.bean(DatabaseClient.class);
        database.sql("update message set created_at = created_at - interval '1' day,"
                        + " edited_at = edited_at - interval '1' day")
                .then()
                .block(LIMIT);
        database.sql("update email set confirmed_at = confirmed_at - interval '10' day,"
                        + " digest_at = digest_at - interval '1' day")
                .then()
                .block(LIMIT);
        server.bean(DigestPlanner.class).plan().block(LIMIT);
    }
}

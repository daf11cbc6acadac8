package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.h2.api.Trigger;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;

/** Statements of the embedded database that would never end. */
class SlowStatementsIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Runs for years. */
    private static final String ENDLESS = "select sum(x) from system_range(1, 1000000000000)";

    private static final AtomicBoolean SLOW = new AtomicBoolean();

    @Test
    void endlessWriteFailsAsUnavailableAndRoomStaysWritable() {
        try (ParleyServer server = ParleyServer.with()
                .property("parley.database.statement-timeout", "1s")
                .start()) {
            Person ann = Person.signUp(server, "ann").patience(LIMIT);
            String room = ann.makeRoom("slow");
            run(
                    server,
                    "create trigger slow before insert on message for each row call '" + Endless.class.getName() + "'");
            SLOW.set(true);
            assertThat(post(ann, room)).isEqualTo(503);
            SLOW.set(false);
            Awaitility.await().atMost(LIMIT).until(() -> post(ann, room) == 201);
        }
    }

    @Test
    void endlessQueryFailsAndConnectionStaysUsable() {
        try (ParleyServer server = ParleyServer.with()
                .property("parley.database.statement-timeout", "1s")
                .property("spring.r2dbc.pool.max-size", "1")
                .property("spring.r2dbc.pool.initial-size", "1")
                .start()) {
            assertThat(server.bean(DatabaseClient.class)
                            .sql(ENDLESS)
                            .then()
                            .thenReturn("ended")
                            .onErrorReturn("failed")
                            .block(LIMIT))
                    .isEqualTo("failed");
            run(server, "select 1");
        }
    }

    private static int post(Person ann, String room) {
        return ann.post("/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", "text"))
                .status();
    }

    private static void run(ParleyServer server, String sql) {
        server.bean(DatabaseClient.class).sql(sql).then().block(LIMIT);
    }

    /** A trigger that never returns. */
    public static final class Endless implements Trigger {

        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            if (SLOW.get()) {
                connection.createStatement().executeQuery(ENDLESS).close();
            }
        }
    }
}

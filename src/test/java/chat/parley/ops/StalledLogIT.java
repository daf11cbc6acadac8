package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Stuck writes are detected and end, while the database answers everything else. */
class StalledLogIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final PostgresServer.Database database = PostgresServer.freshDatabase();

    @Test
    void nodeWithStuckWritesIsNotReadyAndRefusesWrites() throws SQLException {
        try (ParleyServer server = ParleyServer.with()
                        .database(database)
                        .property("parley.room-log.timeout", "12s")
                        .start();
                Connection outside = database.connect()) {
            Person ann = Person.signUp(server, "ann");
            String room = ann.makeRoom("room");
            lockMessages(outside);

            CompletableFuture<Answer> stuck = CompletableFuture.supplyAsync(() -> post(ann, room));
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> server.monitor("/actuator/health").text().contains("Writes have been waiting for")
                            && ann.get("/actuator/health/readiness").status() == 503);

            assertThat(stuck.join().status()).isEqualTo(503);
            outside.rollback();
            Awaitility.await().atMost(LIMIT).until(() -> post(ann, room).status() == 201);
            ann.get("/actuator/health/readiness").expect(200);
        }
    }

    private static void lockMessages(Connection outside) throws SQLException {
        outside.setAutoCommit(false);
        try (Statement statement = outside.createStatement()) {
            statement.execute("lock table message in exclusive mode");
        }
    }

    private static Answer post(Person ann, String room) {
        return ann.patience(LIMIT)
                .post("/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", "text"));
    }
}

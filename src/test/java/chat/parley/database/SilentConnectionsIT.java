package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Connections to PostgreSQL that become silent in the middle of an answer. */
class SilentConnectionsIT {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final PostgresServer.Database database = PostgresServer.freshDatabase();

    @Test
    void connectionsSilentDuringAnswerAreReplaced() {
        try (FaultyWire wire = FaultyWire.to(database.port());
                ParleyServer server = ParleyServer.with()
                        .database(database.through(wire))
                        .property("parley.database.statement-timeout", "2s")
                        .start()) {
            Person ann = Person.signUp(server, "ann").patience(LIMIT);
            List<String> rooms = IntStream.range(0, 8)
                    .mapToObj(i -> ann.makeRoom("silent" + i))
                    .toList();
            wire.truncateAnswers();

            assertThat(rooms.parallelStream().map(room -> post(ann, room))).contains(503);
            rooms.forEach(room -> Awaitility.await().atMost(LIMIT).until(() -> post(ann, room) == 201));
        }
    }

    private static int post(Person ann, String room) {
        return ann.post("/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", "text"))
                .status();
    }
}

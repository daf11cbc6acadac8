package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No code waits for a second connection while it holds one: a pool with one connection is slow but works. */
class SmallPoolIT {

    private static final int MESSAGES = 80;

    @Test
    void nodeWithOneConnectionToPostgresqlServesEverything() {
        serveEverything(ParleyServer.with().database(PostgresServer.freshDatabase()));
    }

    @Test
    void nodeWithOneConnectionToItsOwnDatabaseServesEverything() {
        serveEverything(ParleyServer.with());
    }

    private static void serveEverything(ParleyServer.Setup setup) {
        try (ParleyServer server = setup.property("spring.r2dbc.pool.initial-size", "1")
                .property("spring.r2dbc.pool.max-size", "1")
                .property("parley.room-log.lanes", "4")
                .start()) {
            Person ann = Person.signUp(server, "ann");
            List<String> rooms = IntStream.range(0, 8)
                    .mapToObj(i -> ann.makeRoom("room" + i))
                    .toList();
            IntStream.range(0, MESSAGES).parallel().forEach(i -> ann.say(rooms.get(i % rooms.size()), "text " + i));

            try (Connection socket = ann.connect()) {
                assertThat(rooms)
                        .allSatisfy(room -> assertThat(
                                        socket.open(room).path("last_seq").asLong())
                                .isEqualTo(MESSAGES / rooms.size()));
            }
        }
    }
}

package chat.parley.database.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.support.Connection;
import chat.parley.support.DebianProgram;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PgBouncer;
import chat.parley.support.PostgresServer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A node behind PgBouncer in transaction mode, set up as described in src/docs/operations.md. */
class BehindPgBouncerIT {

    private static final int MESSAGES = 40;

    private final Optional<DebianProgram> program = PgBouncer.find();

    @Test
    void nodeWorksOnConnectionsThatChangeWithEachTransaction() {
        assumeTrue(program.isPresent(), "There is no PgBouncer, and Debian's package is not to be had");
        PostgresServer.Database database = PostgresServer.freshDatabase();
        try (PgBouncer bouncer = PgBouncer.inFrontOf(program.orElseThrow(), database);
                ParleyServer server =
                        ParleyServer.with().database(bouncer.database()).start()) {
            Person ann = Person.signUp(server, "ann");
            List<String> rooms = IntStream.range(0, 4)
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

package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.PostgresTools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A dump is restored under a running node whose clients hold changes that are not in it. */
class RestoredDatabaseIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int NEW_EPOCH = 4003;

    /** How an operator restores the dump. */
    enum Way {
        INTO_A_NEW_DATABASE(server -> {
            String maintenance = "--maintenance-db=" + server.address("postgres");
            server.run("dropdb", "--force", maintenance, "parley");
            server.run("createdb", maintenance, "parley");
        }),
        IN_PLACE(server -> {}, "--clean", "--if-exists");

        private final Consumer<PostgresTools> preparation;
        private final String[] options;

        Way(Consumer<PostgresTools> preparation, String... options) {
            this.preparation = preparation;
            this.options = options;
        }

        void restore(PostgresTools server, String dump) {
            preparation.accept(server);
            String[] arguments = Stream.of(
                            Arrays.stream(options),
                            Stream.of(
                                    "--no-owner", "--single-transaction", "--dbname=" + server.address("parley"), dump))
                    .flatMap(some -> some)
                    .toArray(String[]::new);
            Awaitility.await("pg_restore and the node's transactions do not deadlock")
                    .atMost(TIMEOUT)
                    .ignoreExceptionsMatching(
                            failure -> String.valueOf(failure.getMessage()).contains("deadlock detected"))
                    .until(() -> {
                        server.run("pg_restore", arguments);
                        return true;
                    });
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void clientsReceiveAResetAndTheRestoredHistory(Way way) {
        Optional<PostgresTools> installed = PostgresTools.start();
        assumeTrue(installed.isPresent(), "PostgreSQL with its tools is not installed (Debian: postgresql)");
        String dump = folder.resolve("parley.dump").toString();
        try (PostgresTools database = installed.orElseThrow()) {
            database.run("createdb", "--maintenance-db=" + database.address("postgres"), "parley");
            try (ParleyServer server = ParleyServer.with()
                    .database(database.database("parley"))
                    .property("parley.hub.tick", "300ms")
                    .start()) {
                Person ann = Person.signUp(server, "ann");
                Person bob = Person.signUp(server, "bob");
                String room = ann.makeRoom("restored");
                bob.join(room);
                ann.say(room, "kept");
                database.run("pg_dump", "--format=custom", "--file=" + dump, database.address("parley"));
                Connection socket = bob.connect();
                String before = socket.open(room).get("epoch").asString();
                ann.say(room, "lost 0");
                ann.say(room, "lost 1");
                long held = socket.awaitText(room, "lost 1").get("revision").asLong();

                way.restore(database, dump);

                assertThat(socket.awaitClose(TIMEOUT)).isEqualTo(NEW_EPOCH);
                Eventually.post(ann, room, "new 0");
                Eventually.post(ann, room, "new 1");
                try (Connection resumed = Eventually.connect(bob)) {
                    JsonNode opened = Eventually.open(resumed, room, held, before);
                    assertThat(opened.get("reset").asBoolean()).isTrue();
                    assertThat(opened.get("epoch").asString()).isNotEqualTo(before);
                    assertThat(opened.get("messages")
                                    .valueStream()
                                    .map(message -> message.get("text").asString()))
                            .containsExactly("kept", "new 0", "new 1");
                    Eventually.post(ann, room, "live");
                    resumed.awaitText(room, "live");
                }
            }
        }
    }
}

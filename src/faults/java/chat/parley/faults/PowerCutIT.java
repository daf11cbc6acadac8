package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A power cut while clients write to the embedded database and read from it. */
class PowerCutIT {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int ROUNDS = 5;

    @TempDir
    private Path folder;

    @Test
    void httpReadersSeeNothingThatAPowerCutReverts() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Path data = Files.createDirectory(folder.resolve("data" + round));
            Path left = Files.createDirectory(folder.resolve("left" + round));
            long seen;
            String before;
            String room;
            PowerCutFile.install();
            try (ParleyServer server = ParleyServer.with()
                    .database("r2dbc:h2:file:///cut:" + data.resolve("parley"))
                    .start()) {
                Person ann = Person.signUp(server, "ann");
                room = ann.makeRoom("dark");
                before = ann.get("/api/rooms/" + room + "/changes?after=0")
                        .json()
                        .get("epoch")
                        .asString();
                CompletableFuture<?> posting = CompletableFuture.runAsync(() -> ann.say(room, "seen?"));
                seen = Awaitility.await("a reader sees it")
                        .atMost(TIMEOUT)
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> lastSeq(ann, room), seq -> seq > 0);
                PowerCutFile.cut();
                posting.join();
            }
            Files.copy(PowerCutFile.forced(data.resolve("parley.mv.db")), left.resolve("parley.mv.db"));
            try (ParleyServer server = ParleyServer.with().databaseIn(left).start()) {
                Person ann = Person.logIn(server.url(), "ann");
                assertThat(lastSeq(ann, room)).isGreaterThanOrEqualTo(seen);
                assertThat(ann.get("/api/rooms/" + room + "/changes?after=0")
                                .json()
                                .get("epoch")
                                .asString())
                        .isNotEqualTo(before);
            }
        }
    }

    private static long lastSeq(Person person, String room) {
        return person.get("/api/rooms/" + room)
                .expect(200)
                .json()
                .get("last_seq")
                .asLong();
    }
}

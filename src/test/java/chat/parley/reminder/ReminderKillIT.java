package chat.parley.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyProcess;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Reminders fall due while the node is killed and away. */
class ReminderKillIT {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final int COUNT = 30;

    @TempDir
    private Path folder;

    @Test
    void everyReminderArrivesOnceAlthoughTheNodeIsKilledWhileTheyAreSent() {
        ParleyServer.Setup setup = ParleyServer.with()
                .databaseIn(folder)
                .property("parley.tasks.lease", "2s")
                .property("parley.tasks.poll", "100ms");
        ParleyProcess node = setup.startProcess(LIMIT);
        try {
            Person ann = Person.signUp(node.url(), "ann").patience(LIMIT);
            IntStream.range(0, COUNT)
                    .forEach(i -> ann.post(
                                    "/api/reminders",
                                    Map.of("nonce", "n" + i, "text", "reminder " + i, "delay_ms", 3_000 + i * 20))
                            .expect(201));
            Awaitility.await().atMost(LIMIT).until(() -> pending(ann) < COUNT);
            node.kill();

            node = setup.startProcess(LIMIT);
            Person again = ann.at(node.url());
            Awaitility.await().atMost(LIMIT).until(() -> pending(again) == 0);
            String room = again.post("/api/rooms/direct", Map.of("usernames", new String[] {"parley-reminders"}))
                    .expect(200)
                    .json()
                    .path("id")
                    .asString();
            JsonNode messages = again.get("/api/rooms/" + room + "/messages?limit=200")
                    .json()
                    .path("messages");
            assertThat(StreamSupport.stream(messages.spliterator(), false)
                            .map(message -> message.path("text").asString()))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, COUNT)
                            .mapToObj(i -> "reminder " + i)
                            .toList());
        } finally {
            node.close();
        }
    }

    private static int pending(Person person) {
        return person.get("/api/reminders").expect(200).json().path("reminders").size();
    }
}

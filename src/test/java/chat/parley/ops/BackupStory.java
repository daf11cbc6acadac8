package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** People who post continuously during a backup, and the required contents of the backup. */
final class BackupStory {

    private static final int MIN_MESSAGES = 50;

    private final Person host;
    private final List<Talk> talks;

    BackupStory(ParleyServer server) {
        host = Person.signUp(server, SharedServer.unique("host"));
        talks = Stream.of("one", "two", "three")
                .map(name -> new Talk(host.makeRoom(SharedServer.unique(name)), new ConcurrentSkipListSet<>()))
                .toList();
    }

    /** A room and its acknowledged texts. */
    private record Talk(String room, ConcurrentSkipListSet<String> acknowledged) {}

    /** The texts that were acknowledged in a room before the backup started. */
    record Kept(String room, List<String> texts) {}

    List<Kept> talkDuring(Runnable copying) {
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> running = talks.stream()
                .map(talk -> CompletableFuture.runAsync(() -> run(talk, over)))
                .toList();
        try {
            awaitMore();
            List<Kept> before = talks.stream()
                    .map(talk -> new Kept(talk.room(), List.copyOf(talk.acknowledged())))
                    .toList();
            copying.run();
            awaitMore();
            return before;
        } finally {
            over.set(true);
            running.forEach(CompletableFuture::join);
        }
    }

    private void run(Talk talk, AtomicBoolean over) {
        try (Connection connection = host.connect()) {
            connection.open(talk.room());
            for (int i = 0; !over.get(); i++) {
                String text = "%06d".formatted(i);
                connection.post(talk.room(), text);
                talk.acknowledged().add(text);
            }
        }
    }

    private void awaitMore() {
        for (Talk talk : talks) {
            int now = talk.acknowledged().size();
            Awaitility.await().until(() -> talk.acknowledged().size() >= now + MIN_MESSAGES);
        }
    }

    /**
     * Asserts that a server on the backup has complete rooms with all texts acknowledged before, and accepts new ones.
     */
    void assertRestored(ParleyServer server, List<Kept> before) {
        Person there = Person.logIn(server.url(), host.username());
        before.forEach(kept -> assertRestored(there, kept));
    }

    private static void assertRestored(Person person, Kept kept) {
        List<JsonNode> messages = everything(person, kept.room());
        JsonNode room = person.get("/api/rooms/" + kept.room()).expect(200).json();

        assertThat(messages.stream().map(message -> message.path("text").asString()))
                .containsAll(kept.texts())
                .doesNotHaveDuplicates()
                .isSorted();
        assertRunsTo(room.path("last_seq").asLong(), "seq", messages);
        // Nothing was edited, so the highest revisions are those of messages
        assertRunsTo(room.path("revision").asLong(), "revision", messages);
        try (Connection connection = person.connect()) {
            connection.open(kept.room());
            assertThat(connection.post(kept.room(), "goes on").path("seq").asLong())
                    .isEqualTo(messages.size() + 1);
        }
    }

    private static void assertRunsTo(long last, String number, List<JsonNode> messages) {
        assertThat(messages.stream().map(message -> message.path(number).asLong()))
                .containsExactlyElementsOf(LongStream.rangeClosed(last - messages.size() + 1, last)
                        .boxed()
                        .toList());
    }

    private static List<JsonNode> everything(Person person, String room) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode page = page(person, room, 0); !page.isEmpty(); page = page(person, room, all.size())) {
            page.forEach(all::add);
        }
        return all;
    }

    private static JsonNode page(Person person, String room, int after) {
        return person.get("/api/rooms/" + room + "/messages?limit=200&after=" + after)
                .expect(200)
                .json()
                .path("messages");
    }
}

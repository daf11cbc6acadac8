package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** People who talk without a pause while somebody copies the database, and what must be in the copy. */
final class BackupStory {

    private static final int ENOUGH = 50;

    private final Person host;
    private final List<String> rooms;
    private final Map<String, ConcurrentSkipListSet<String>> acknowledged = new ConcurrentHashMap<>();

    BackupStory(ParleyServer server) {
        host = Person.signUp(server, SharedServer.unique("host"));
        rooms = IntStream.range(0, 3)
                .mapToObj(i -> host.makeRoom(SharedServer.unique("kept")))
                .toList();
        rooms.forEach(room -> acknowledged.put(room, new ConcurrentSkipListSet<>()));
    }

    /** @return what had been acknowledged in each room before the copy began */
    Map<String, List<String>> talkDuring(Runnable copying) {
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> talks = rooms.stream()
                .map(room -> CompletableFuture.runAsync(() -> talk(room, over)))
                .toList();
        try {
            awaitMore();
            Map<String, List<String>> before = new ConcurrentHashMap<>();
            acknowledged.forEach((room, texts) -> before.put(room, List.copyOf(texts)));
            copying.run();
            awaitMore();
            return before;
        } finally {
            over.set(true);
            talks.forEach(CompletableFuture::join);
        }
    }

    private void talk(String room, AtomicBoolean over) {
        try (Connection connection = host.connect()) {
            connection.open(room);
            for (int i = 0; !over.get(); i++) {
                String text = "%06d".formatted(i);
                connection.post(room, text);
                acknowledged.get(room).add(text);
            }
        }
    }

    private void awaitMore() {
        Map<String, Integer> now = new ConcurrentHashMap<>();
        acknowledged.forEach((room, texts) -> now.put(room, texts.size()));
        Awaitility.await()
                .until(() ->
                        rooms.stream().allMatch(room -> acknowledged.get(room).size() >= now.get(room) + ENOUGH));
    }

    /** A server on the copy has whole rooms, with everything that was acknowledged before, and goes on from there. */
    void assertRestored(ParleyServer server, Map<String, List<String>> before) {
        Person there = Person.logIn(server.url(), host.username());
        for (String room : rooms) {
            List<JsonNode> messages = everything(there, room);
            List<String> texts = messages.stream()
                    .map(message -> message.path("text").asString())
                    .toList();
            assertThat(texts)
                    .containsAll(before.get(room))
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(messages.stream().map(message -> message.path("seq").asLong()))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, messages.size()).boxed().toList());
            long last = there.get("/api/rooms/" + room)
                    .expect(200)
                    .json()
                    .path("last_seq")
                    .asLong();
            assertThat(last).isEqualTo(messages.size());
            assertRevisionsAreDense(there, room);
            try (Connection connection = there.connect()) {
                connection.open(room);
                assertThat(connection.post(room, "goes on").path("seq").asLong())
                        .isEqualTo(last + 1);
            }
        }
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

    /** Nothing was edited, so that every revision is some row's. */
    private static void assertRevisionsAreDense(Person person, String room) {
        JsonNode state = person.get("/api/rooms/" + room).expect(200).json();
        List<Long> ofMessages = everything(person, room).stream()
                .map(message -> message.path("revision").asLong())
                .toList();
        long revision = state.path("revision").asLong();
        assertThat(ofMessages)
                .containsExactlyElementsOf(LongStream.rangeClosed(revision - ofMessages.size() + 1, revision)
                        .boxed()
                        .toList());
    }
}

package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Conversations of a fixed set of people. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class DirectIT {

    private final Person ann;
    private final Person bob;
    private final Person cid;

    DirectIT(SharedServer server) {
        ann = server.someone("ann");
        bob = server.someone("bob");
        cid = server.someone("cid");
    }

    private static Answer with(Person asking, Person... others) {
        return asking.post(
                "/api/rooms/direct",
                Map.of("usernames", Stream.of(others).map(Person::username).toList()));
    }

    private static String id(Answer answer) {
        return answer.json().path("id").asString();
    }

    @Test
    void samePeopleShareOneConversation() {
        Answer made = with(ann, bob).expect(201);

        assertThat(id(with(ann, bob).expect(200))).isEqualTo(id(made));
        assertThat(id(with(bob, ann).expect(200))).isEqualTo(id(made));
        assertThat(id(with(bob, ann, bob).expect(200))).isEqualTo(id(made));
        assertThat(id(with(ann, bob, cid).expect(201))).isNotEqualTo(id(made));
        assertThat(id(with(ann).expect(201))).isNotEqualTo(id(made));
        JsonNode room = made.json();
        assertThat(room.path("kind").asString()).isEqualTo("direct");
        assertThat(room.path("name").isNull()).isTrue();
        assertThat(room.path("role").asString()).isEqualTo("member");
        assertThat(room.path("people").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        Stream.of(ann.username(), bob.username()).sorted().toList());
    }

    @Test
    void conversationContainsTheTimeOfItsNewestMessage() {
        String room = id(with(ann, bob).expect(201));
        assertThat(bob.get("/api/rooms/" + room).expect(200).json().has("last_at"))
                .isFalse();
        ann.say(room, "first");
        JsonNode second = ann.say(room, "second");

        assertThat(bob.get("/api/rooms/" + room).expect(200).json().path("last_at"))
                .isEqualTo(second.path("at"));
    }

    @Test
    void conversationContainsDisplayNames() {
        bob.patch("/api/account", Map.of("display_name", "Bob Miller")).expect(200);

        JsonNode names = with(ann, bob).expect(201).json().path("names");

        assertThat(names.path(bob.username()).asString()).isEqualTo("Bob Miller");
        assertThat(names.path(ann.username()).asString()).isEqualTo(ann.username());
    }

    @Test
    void hundredConcurrentRequestsCreateOneConversation() {
        List<CompletableFuture<String>> all = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> id(i % 2 == 0 ? with(ann, bob) : with(bob, ann))))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void conversationIsFoundByTheOthersNames() {
        String id = id(with(ann, bob, cid).expect(201));

        String others = bob.username() + "," + cid.username();
        assertThat(id(ann.get("/api/rooms/by-name/@" + others).expect(200))).isEqualTo(id);
        assertThat(id(cid.get("/api/rooms/by-name/@" + ann.username() + ","
                                + bob.username().toUpperCase(java.util.Locale.ROOT))
                        .expect(200)))
                .isEqualTo(id);
        assertThat(ann.get("/api/rooms/by-name/@" + bob.username()).expect(404).code())
                .isEqualTo("room_not_found");
        assertThat(ann.get("/api/rooms/by-name/@nobody-at-all").expect(404).code())
                .isEqualTo("room_not_found");
        assertThat(ann.get("/api/rooms/by-name/@").expect(404).code()).isEqualTo("room_not_found");
        String notes = id(with(ann).expect(201));
        assertThat(id(ann.get("/api/rooms/by-name/@").expect(200))).isEqualTo(notes);
    }

    @Test
    void messagesReachOnlyItsPeople() {
        String room = id(with(ann, bob).expect(201));
        try (Connection ofAnn = ann.connect();
                Connection ofBob = bob.connect();
                Connection ofCid = cid.connect()) {
            ofAnn.open(room);
            ofBob.open(room);
            ofAnn.post(room, "Just for you");

            ofBob.awaitText(room, "Just for you");
            JsonNode refused = ofCid.ask("type", "open", "room", room);
            assertThat(refused.path("code").asString()).isEqualTo("room_not_found");
        }
        assertThat(cid.get("/api/rooms/" + room).expect(404).code()).isEqualTo("room_not_found");
        assertThat(cid.get("/api/rooms/" + room + "/messages").expect(404).code())
                .isEqualTo("room_not_found");
    }

    @Test
    void peopleNeverChangeAndHaveEqualRights() {
        String room = id(with(ann, bob).expect(201));
        String path = "/api/rooms/" + room;

        assertThat(ann.delete(path + "/members/me").expect(403).code()).isEqualTo("forbidden");
        ann.put(path + "/members/" + cid.username(), Map.of()).expect(403);
        ann.delete(path + "/members/" + bob.username()).expect(403);
        ann.put(path + "/bans/" + bob.username(), Map.of()).expect(403);
        ann.patch(path, Map.of("title", "ours")).expect(403);
        ann.delete(path).expect(403);
        ann.post(path + "/invites", Map.of()).expect(403);
        cid.put(path + "/members/me", Map.of()).expect(404);
    }

    @Test
    void conversationsAreListedByLatestActivity() {
        String withBob = id(with(ann, bob).expect(201));
        String withCid = id(with(ann, cid).expect(201));
        bob.say(withBob, "Hello");

        JsonNode rooms = ann.get("/api/rooms?kind=direct").expect(200).json().path("rooms");

        assertThat(rooms.valueStream().map(room -> room.path("id").asString())).containsExactly(withBob, withCid);
        assertThat(ann.get("/api/rooms?query=" + bob.username()).json().path("rooms"))
                .isEmpty();
    }

    @Test
    void newConversationIsReportedToItsPeople() {
        try (Connection watching = bob.connect()) {
            watching.ask("type", "watch");
            String room = id(with(ann, bob).expect(201));
            watching.until(
                    "the conversation",
                    () -> watching.frames("room").stream()
                            .anyMatch(frame ->
                                    frame.path("room").path("id").asString().equals(room)
                                            && frame.path("room").path("people").size() == 2));
            ann.say(room, "Hello");
            watching.until(
                    "the message",
                    () -> watching.frames("unread").stream()
                            .anyMatch(frame -> frame.path("room").asString().equals(room)
                                    && frame.path("message")
                                            .path("text")
                                            .asString("")
                                            .equals("Hello")));
        }
    }

    @Test
    void unknownOrTooManyPeopleAreRefused() {
        assertThat(ann.post("/api/rooms/direct", Map.of("usernames", List.of("nobody-at-all")))
                        .expect(404)
                        .code())
                .isEqualTo("account_not_found");
        assertThat(ann.post("/api/rooms/direct", Map.of()).expect(400).code()).isEqualTo("invalid");
        assertThat(ann.post("/api/rooms/direct", Map.of("usernames", java.util.Collections.nCopies(30, "x")))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        assertThat(ann.post("/api/rooms/direct", "{\"usernames\":[null]}").status())
                .isIn(400, 404);
    }

    @Test
    void searchFindsItsMessagesOnlyForItsPeople() {
        String room = id(with(ann, bob).expect(201));
        String word = SharedServer.unique("secret");
        ann.say(room, "The word is " + word);

        JsonNode found = bob.get("/api/search?query=" + word + "%20in:@" + ann.username())
                .expect(200)
                .json()
                .path("results");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("room").path("people")).hasSize(2);
        assertThat(cid.get("/api/search?query=" + word).expect(200).json().path("results"))
                .isEmpty();
    }
}

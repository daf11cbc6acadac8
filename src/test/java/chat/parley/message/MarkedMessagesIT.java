package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Pinned messages, saved messages and the edit history of messages. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class MarkedMessagesIT {

    private final Person ada;
    private final Person bob;
    private final Person stranger;
    private final String room;

    MarkedMessagesIT(SharedServer server) {
        ada = server.someone("ada");
        bob = server.someone("bob");
        stranger = server.someone("stranger");
        room = ada.makeRoom(SharedServer.unique("marked"));
        bob.join(room);
    }

    @Test
    void pinIsAChangeOfTheMessageThatEverybodySees() {
        ada.say(room, "the address");
        Connection socket = bob.connect();
        socket.open(room);

        JsonNode pinned = ada.put(path(1, "pin"), Map.of()).expect(200).json();

        assertThat(pinned.path("pinned").path("by").asString()).isEqualTo(ada.username());
        assertThat(pinned.path("pinned").path("at").asString()).isNotEmpty();
        socket.await("the pin", frame -> frame.path("message").equals(pinned));
        assertThat(message(1)).isEqualTo(pinned);
        assertThat(pins(bob)).containsExactly("the address");
    }

    @Test
    void repeatedPinChangesNothing() {
        ada.say(room, "the address");
        JsonNode first = ada.put(path(1, "pin"), Map.of()).expect(200).json();

        assertThat(ada.put(path(1, "pin"), Map.of()).expect(200).json()).isEqualTo(first);
        JsonNode removed = ada.delete(path(1, "pin")).expect(200).json();
        assertThat(removed.has("pinned")).isFalse();
        assertThat(ada.delete(path(1, "pin")).expect(200).json()).isEqualTo(removed);
        assertThat(pins(ada)).isEmpty();
    }

    @Test
    void pinnedMessagesAreListedWithTheLastPinnedFirst() {
        for (String text : List.of("first", "second", "third")) {
            ada.say(room, text);
        }
        for (int seq : List.of(2, 3, 1)) {
            ada.put(path(seq, "pin"), Map.of()).expect(200);
        }

        assertThat(pins(bob)).containsExactly("first", "third", "second");
        ada.delete("/api/rooms/" + room + "/messages/3").expect(200);
        assertThat(pins(bob)).containsExactly("first", "second");
        assertThat(message(3).has("pinned")).isFalse();
    }

    @Test
    void editKeepsThePin() {
        ada.say(room, "the address");
        ada.put(path(1, "pin"), Map.of()).expect(200);

        edit("the new address");

        assertThat(message(1).path("pinned").path("by").asString()).isEqualTo(ada.username());
        assertThat(pins(bob)).containsExactly("the new address");
    }

    @Test
    void onlyModeratorsPinInARoom() {
        bob.say(room, "mine");

        assertThat(bob.put(path(1, "pin"), Map.of()).expect(403).code()).isEqualTo("forbidden");
        assertThat(stranger.put(path(1, "pin"), Map.of()).expect(403).code()).isEqualTo("not_a_member");
        ada.put("/api/rooms/" + room + "/members/" + bob.username(), Map.of("role", "moderator"))
                .expect(200);
        bob.put(path(1, "pin"), Map.of()).expect(200);
    }

    @Test
    void everybodyPinsInADirectConversation() {
        String direct = ada.post("/api/rooms/direct", Map.of("usernames", List.of(bob.username())))
                .json()
                .path("id")
                .asString();
        ada.say(direct, "both of us");

        bob.put("/api/rooms/" + direct + "/messages/1/pin", Map.of()).expect(200);
        stranger.get("/api/rooms/" + direct + "/pins").expect(404);
    }

    @Test
    void missingOrDeletedMessageCannotBeMarked() {
        ada.say(room, "gone");
        ada.delete("/api/rooms/" + room + "/messages/1").expect(200);

        for (int seq : List.of(1, 2)) {
            for (String mark : List.of("pin", "saved")) {
                assertThat(ada.put(path(seq, mark), Map.of()).expect(404).code())
                        .isEqualTo("message_not_found");
            }
            assertThat(ada.get(path(seq, "history")).expect(404).code()).isEqualTo("message_not_found");
        }
    }

    @Test
    void savedMessagesAreListedForTheirAccountOnly() {
        String other = ada.makeRoom(SharedServer.unique("other"));
        bob.join(other);
        ada.say(room, "first");
        ada.say(other, "second");
        bob.put("/api/rooms/" + other + "/messages/1/saved", Map.of()).expect(204);
        bob.put(path(1, "saved"), Map.of()).expect(204);
        bob.put(path(1, "saved"), Map.of()).expect(204);

        JsonNode page = saved(bob, "?limit=1");
        JsonNode rest = saved(bob, "?limit=1&before=" + page.path("next").asLong());

        assertThat(texts(page, "saved")).containsExactly("first");
        assertThat(page.path("saved").path(0).path("room").path("id").asString())
                .isEqualTo(room);
        assertThat(texts(rest, "saved")).containsExactly("second");
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(texts(saved(ada, ""), "saved")).isEmpty();
        bob.delete(path(1, "saved")).expect(204);
        bob.delete(path(1, "saved")).expect(204);
        assertThat(texts(saved(bob, ""), "saved")).containsExactly("second");
    }

    @Test
    void savedMessageShowsItsPresentStateAndIsGoneOnceItIsDeletedOrUnreadable() {
        String secret = ada.makeRoom(SharedServer.unique("secret"), "private");
        ada.put("/api/rooms/" + secret + "/members/" + bob.username(), Map.of("role", "member"))
                .expect(200);
        ada.say(secret, "hush");
        ada.say(room, "draft");
        bob.put("/api/rooms/" + secret + "/messages/1/saved", Map.of()).expect(204);
        bob.put(path(1, "saved"), Map.of()).expect(204);

        edit("final");
        ada.delete("/api/rooms/" + secret + "/members/" + bob.username()).expect(204);

        assertThat(texts(saved(bob, ""), "saved")).containsExactly("final");
        assertThat(stranger.put("/api/rooms/" + secret + "/messages/1/saved", Map.of())
                        .expect(404)
                        .code())
                .isEqualTo("room_not_found");
        ada.delete("/api/rooms/" + room + "/messages/1").expect(200);
        assertThat(texts(saved(bob, ""), "saved")).isEmpty();
    }

    @Test
    void historyHasTheTextsOfAMessageWithTheNewestFirst() {
        JsonNode posted = ada.say(room, "one");
        JsonNode second = edit("two");
        ada.put(path(1, "pin"), Map.of()).expect(200);
        edit("two");
        edit("three");

        JsonNode history = bob.get(path(1, "history")).expect(200).json();

        assertThat(history.path("versions")
                        .valueStream()
                        .map(version -> version.path("text").asString()))
                .containsExactly("three", "two", "one");
        assertThat(history.path("versions").path(1).path("at")).isEqualTo(second.path("edited_at"));
        assertThat(history.path("versions").path(2).path("at")).isEqualTo(posted.path("at"));
    }

    @Test
    void historyIsDeletedWithTheMessageAndHiddenFromOthers() {
        String secret = ada.makeRoom(SharedServer.unique("secret"), "private");
        ada.say(secret, "one");
        ada.patch("/api/rooms/" + secret + "/messages/1", Map.of("text", "two")).expect(200);

        assertThat(stranger.get("/api/rooms/" + secret + "/messages/1/history")
                        .expect(404)
                        .code())
                .isEqualTo("room_not_found");
        ada.delete("/api/rooms/" + secret + "/messages/1").expect(200);
        assertThat(ada.get("/api/rooms/" + secret + "/messages/1/history")
                        .expect(404)
                        .code())
                .isEqualTo("message_not_found");
    }

    private JsonNode edit(String text) {
        return ada.patch("/api/rooms/" + room + "/messages/1", Map.of("text", text))
                .expect(200)
                .json();
    }

    private String path(int seq, String mark) {
        return "/api/rooms/" + room + "/messages/" + seq + "/" + mark;
    }

    private JsonNode message(int seq) {
        return ada.get("/api/rooms/" + room + "/messages?limit=1&after=" + (seq - 1))
                .json()
                .path("messages")
                .path(0);
    }

    private List<String> pins(Person person) {
        Answer answer = person.get("/api/rooms/" + room + "/pins").expect(200);
        return texts(answer.json(), "pins");
    }

    private static JsonNode saved(Person person, String query) {
        return person.get("/api/saved" + query).expect(200).json();
    }

    private static List<String> texts(JsonNode page, String list) {
        return page.path(list)
                .valueStream()
                .map(one -> one.path("message").path("text").asString())
                .toList();
    }
}

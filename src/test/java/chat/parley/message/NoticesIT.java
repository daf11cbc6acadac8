package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The notices between the messages of a room. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class NoticesIT {

    private final SharedServer server;

    NoticesIT(SharedServer server) {
        this.server = server;
    }

    @Test
    void joinsAndDeparturesAreShownBetweenTheMessages() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        Person cid = server.someone("cid");
        Person dan = server.someone("dan");
        String room = ada.makeRoom(SharedServer.unique("notices"));

        bob.join(room);
        ada.say(room, "one");
        cid.join(room);
        ada.put("/api/rooms/" + room + "/members/" + dan.username(), Map.of()).expect(200);
        ada.delete("/api/rooms/" + room + "/members/" + cid.username()).expect(204);
        ada.say(room, "two");
        bob.delete("/api/rooms/" + room + "/members/me").expect(204);
        ada.put("/api/rooms/" + room + "/bans/" + dan.username(), Map.of()).expect(204);

        JsonNode page = page(ada, room, "");
        assertThat(lines(page))
                .containsExactly(
                        "0 joined " + bob.username(),
                        "1 joined " + cid.username(),
                        "1 added " + dan.username() + " by " + ada.username(),
                        "1 removed " + cid.username() + " by " + ada.username(),
                        "2 left " + bob.username(),
                        "2 removed " + dan.username() + " by " + ada.username());
        assertThat(lines(page(ada, room, "?after=1"))).hasSize(5);
        assertThat(lines(page(ada, room, "?before=2"))).hasSize(4);
        JsonNode summary = ada.get("/api/rooms/" + room).json();
        assertThat(summary.path("unread").asLong()).isZero();
        assertThat(summary.path("last_seq").asLong()).isEqualTo(2);
    }

    @Test
    void newNamesAndTopicsAreReported() {
        Person ada = server.someone("ada");
        String name = SharedServer.unique("notices");
        String room = ada.makeRoom(name);
        String path = "/api/rooms/" + room;

        ada.patch(path, Map.of("topic", "Tea")).expect(200);
        ada.patch(path, Map.of("topic", "Tea")).expect(200);
        ada.patch(path, Map.of("title", "Tea room")).expect(200);
        ada.patch(path, Map.of("name", name + "-tea")).expect(200);
        ada.say(room, "a message");
        ada.patch(path, Map.of("topic", "")).expect(200);
        ada.patch(path, Map.of("previews", false)).expect(200);

        assertThat(lines(page(ada, room, "")))
                .containsExactly(
                        "0 topic by " + ada.username(),
                        "0 renamed by " + ada.username(),
                        "1 topic by " + ada.username());
    }

    /** A moderator removes an abusive name or topic by replacing it. */
    @Test
    void replacedNameOrTopicIsNoLongerShown() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("notices"));
        String path = "/api/rooms/" + room;
        ada.put(path + "/members/" + bob.username(), Map.of("role", "moderator"))
                .expect(200);
        bob.patch(path, Map.of("title", "Abusive title", "topic", "Abusive topic"))
                .expect(200);
        bob.say(room, "a message");

        ada.patch(path, Map.of("title", "Tea", "topic", "Oolong")).expect(200);

        assertThat(page(ada, room, "").toString()).contains("renamed").doesNotContain("Abusive");
        assertThat(ada.get(path + "/changes?after=0").json().toString()).doesNotContain("Abusive");
        try (Connection socket = ada.connect()) {
            assertThat(socket.open(room).toString()).doesNotContain("Abusive");
        }
    }

    @Test
    void liveNoticesEqualThoseOfAFreshReadAndOfAResume() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("notices"));
        try (Connection socket = ada.connect();
                Connection second = ada.connect()) {
            JsonNode opened = socket.open(room);
            ada.say(room, "one");
            bob.join(room);
            bob.patch("/api/account", Map.of("display_name", "Robert")).expect(200);
            bob.delete("/api/rooms/" + room + "/members/me").expect(204);

            socket.await(
                    "bob has left", frame -> frame.path("notice").path("events").size() == 2);
            JsonNode live = socket.frames("changed").stream()
                    .filter(frame -> frame.has("notice"))
                    .reduce((first, last) -> last)
                    .orElseThrow();
            assertThat(live.has("member")).as("one change").isTrue();
            assertThat(live.path("revision")).isEqualTo(live.path("notice").path("revision"));
            assertThat(page(ada, room, "").path("notices").path(0)).isEqualTo(live.path("notice"));
            JsonNode resumed = second.open(room, opened.path("revision").asLong());
            assertThat(resumed.path("notices")).hasSize(1);
            assertThat(resumed.path("notices").path(0)).isEqualTo(live.path("notice"));
            JsonNode changes = ada.get("/api/rooms/" + room + "/changes?after="
                            + opened.path("revision").asLong())
                    .json()
                    .path("changes");
            assertThat(changes.findValues("notice")).containsExactly(live.path("notice"));
        }
    }

    @Test
    void directConversationHasNoNotices() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.post("/api/rooms/direct", Map.of("usernames", List.of(bob.username())))
                .expect(201)
                .json()
                .path("id")
                .asString();

        assertThat(page(ada, room, "").path("notices")).isEmpty();
    }

    private static JsonNode page(Person person, String room, String query) {
        return person.get("/api/rooms/" + room + "/messages" + query)
                .expect(200)
                .json();
    }

    private static List<String> lines(JsonNode page) {
        List<String> lines = new ArrayList<>();
        for (JsonNode notice : page.path("notices")) {
            for (JsonNode event : notice.path("events")) {
                String names =
                        event.has("names") ? " " + event.path("names").path(0).asString() : "";
                String by = event.has("by") ? " by " + event.path("by").asString() : "";
                lines.add(notice.path("seq").asLong() + " " + event.path("kind").asString() + names + by);
            }
        }
        return lines;
    }
}

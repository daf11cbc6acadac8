package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Reactions, mentions, display names and lowered read marks of two members of a room. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class TalkIT {

    private final Person ada;
    private final Person bob;
    private final String room;

    TalkIT(SharedServer server) {
        ada = server.someone("ada");
        bob = server.someone("bob");
        room = ada.makeRoom(SharedServer.unique("talk"));
        bob.join(room);
    }

    @Test
    void reactionChangesItsMessage() {
        ada.say(room, "cake?");
        Connection socket = bob.connect();
        socket.open(room);

        JsonNode done = socket.ask("type", "react", "room", room, "seq", 1, "emoji", "👍", "on", true);
        JsonNode reacted = react(ada, 1, "👍").expect(200).json();

        assertThat(done.path("type").asString()).isEqualTo("done");
        assertThat(reacted.path("revision").asLong())
                .isEqualTo(done.path("revision").asLong() + 1);
        assertThat(names(reacted.path("reactions").path(0).path("by"))).containsExactly(bob.username(), ada.username());
        socket.await("the second reaction", frame -> frame.path("message").equals(reacted));
        assertThat(message(1)).isEqualTo(reacted);
    }

    @Test
    void repeatedReactionChangesNothing() {
        ada.say(room, "cake?");
        JsonNode first = react(bob, 1, "👍").expect(200).json();

        assertThat(react(bob, 1, "👍").expect(200).json()).isEqualTo(first);
        JsonNode gone = bob.delete(reaction(1, "👍")).expect(200).json();
        assertThat(gone.path("reactions")).isEmpty();
        assertThat(bob.delete(reaction(1, "👍")).expect(200).json()).isEqualTo(gone);
    }

    @Test
    void reactionsAreBoundedAndRequireMembershipAndMessage() {
        ada.say(room, "cake?");
        List<String> emoji = List.of(
                "😀", "😁", "😂", "😃", "😄", "😅", "😆", "😇", "😈", "😉", "😊", "😋", "😌", "😍", "😎", "😏", "😐",
                "😑", "😒", "😓");
        emoji.forEach(one -> react(bob, 1, one).expect(200));

        assertThat(react(bob, 1, "😔").expect(409).code()).isEqualTo("too_many_reactions");
        assertThat(react(ada, 1, "😀").expect(200).json().path("reactions")).hasSize(20);
        react(bob, 1, "no").expect(400);
        assertThat(react(bob, 2, "👍").expect(404).code()).isEqualTo("message_not_found");
        ada.delete("/api/rooms/" + room + "/messages/1").expect(200);
        assertThat(react(bob, 1, "👍").expect(404).code()).isEqualTo("message_not_found");
        assertThat(message(1).path("reactions")).isEmpty();
    }

    @Test
    void editKeepsReactions() {
        ada.say(room, "cake?");
        react(bob, 1, "❤").expect(200);

        JsonNode edited = ada.patch("/api/rooms/" + room + "/messages/1", Map.of("text", "pie?"))
                .expect(200)
                .json();

        assertThat(edited.path("reactions").path(0).path("emoji").asString()).isEqualTo("❤️");
    }

    @Test
    void messageListsItsMentions() {
        JsonNode posted = ada.say(room, "@" + bob.username() + ", @" + ada.username() + " and @nobody-at-all; `@here`");

        assertThat(names(posted.path("mentions"))).containsExactly(bob.username());
        assertThat(posted.has("here")).isFalse();
        assertThat(message(1)).isEqualTo(posted);
        assertThat(unreadMentions(bob)).isEqualTo(1);
        assertThat(unreadMentions(ada)).isZero();
    }

    @Test
    void hereMentionsEverybody() {
        JsonNode posted = ada.say(room, "@here and @" + bob.username().toUpperCase(java.util.Locale.ROOT));

        assertThat(posted.path("here").asBoolean()).isTrue();
        assertThat(names(posted.path("mentions"))).containsExactly(bob.username());
        assertThat(unreadMentions(bob)).as("one message, one mention").isEqualTo(1);
    }

    @Test
    void editReplacesMentionsAndDeletionRemovesThem() {
        ada.say(room, "hello");
        ada.patch("/api/rooms/" + room + "/messages/1", Map.of("text", "hello @" + bob.username()))
                .expect(200);
        assertThat(unreadMentions(bob)).isEqualTo(1);
        assertThat(mentions(bob)).hasSize(1);

        ada.patch("/api/rooms/" + room + "/messages/1", Map.of("text", "hello")).expect(200);
        assertThat(unreadMentions(bob)).isZero();

        ada.say(room, "@" + bob.username());
        ada.delete("/api/rooms/" + room + "/messages/2").expect(200);
        assertThat(unreadMentions(bob)).isZero();
        assertThat(mentions(bob)).isEmpty();
    }

    @Test
    void mentionsOfAllRoomsAreListedNewestFirst() {
        String other = ada.makeRoom(SharedServer.unique("other"));
        bob.join(other);
        ada.say(room, "1 @" + bob.username());
        ada.say(other, "2 @here");
        ada.say(room, "3 @" + bob.username());

        JsonNode first = bob.get("/api/mentions?limit=2").expect(200).json();
        JsonNode second = bob.get("/api/mentions?limit=2&before=" + first.path("next"))
                .expect(200)
                .json();

        assertThat(texts(first)).containsExactly("3 @" + bob.username(), "2 @here");
        assertThat(texts(second)).containsExactly("1 @" + bob.username());
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(first.path("mentions").path(1).path("room").path("id").asString())
                .isEqualTo(other);
        bob.delete("/api/rooms/" + room + "/members/me").expect(204);
        assertThat(mentions(bob))
                .extracting(one -> one.path("message").path("text").asString())
                .containsExactly("2 @here");
    }

    @Test
    void newDisplayNameChangesEveryRoom() {
        Connection socket = ada.connect();
        JsonNode opened = socket.open(room);

        JsonNode profile = bob.patch("/api/account", Map.of("display_name", " Bob   Miller "))
                .expect(200)
                .json();

        assertThat(profile.path("display_name").asString()).isEqualTo("Bob Miller");
        JsonNode changed = socket.await(
                "the new name",
                frame -> frame.path("member").path("display_name").asString("").equals("Bob Miller"));
        assertThat(changed.path("revision").asLong())
                .isEqualTo(opened.path("revision").asLong() + 1);
        JsonNode changes = ada.get("/api/rooms/" + room + "/changes?after=" + opened.path("revision"))
                .expect(200)
                .json();
        assertThat(changes.path("changes").path(0).path("member")).isEqualTo(changed.path("member"));
        assertThat(bob.get("/api/account").json()).isEqualTo(profile);
        JsonNode member = ada.get("/api/rooms/" + room + "/members?usernames=x,"
                        + URLEncoder.encode(bob.username(), StandardCharsets.UTF_8))
                .expect(200)
                .json()
                .path("members")
                .path(0);
        assertThat(member.path("display_name").asString()).isEqualTo("Bob Miller");
    }

    @Test
    void displayNameMustBeOneVisibleLine() {
        for (String bad : List.of("", " ", "x".repeat(65), "a\u202Eb", "\u200D", "a\u0000")) {
            bob.patch("/api/account", Map.of("display_name", bad)).expect(400);
        }
    }

    @Test
    void readMessagesCanBeMarkedUnread() {
        for (int i = 0; i < 3; i++) {
            ada.say(room, "message " + i);
        }
        Connection socket = bob.connect();
        Connection other = bob.connect();
        socket.open(room);
        other.open(room);
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", 3)).expect(204);
        assertThat(unread(bob)).isZero();

        socket.send("type", "read", "room", room, "seq", 1, "back", true);

        JsonNode signal = other.await(
                "the mark that went back", frame -> frame.path("back").asBoolean(false));
        assertThat(signal.path("type").asString()).isEqualTo("read");
        assertThat(signal.path("seq").asLong()).isEqualTo(1);
        assertThat(unread(bob)).isEqualTo(2);
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", 0, "back", true)).expect(204);
        assertThat(unread(bob)).isEqualTo(3);
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", 2, "back", true)).expect(204);
        assertThat(unread(bob)).as("back moves no mark forward").isEqualTo(3);
    }

    private Answer react(Person person, long seq, String emoji) {
        return person.put(reaction(seq, emoji), Map.of());
    }

    private String reaction(long seq, String emoji) {
        return "/api/rooms/" + room + "/messages/" + seq + "/reactions/"
                + URLEncoder.encode(emoji, StandardCharsets.UTF_8);
    }

    private JsonNode message(long seq) {
        return ada.get("/api/rooms/" + room + "/messages?after=" + (seq - 1) + "&limit=1")
                .json()
                .path("messages")
                .path(0);
    }

    private long unread(Person person) {
        return person.get("/api/rooms/" + room).json().path("unread").asLong();
    }

    private long unreadMentions(Person person) {
        return person.get("/api/rooms/" + room).json().path("mentions").asLong();
    }

    private static List<JsonNode> mentions(Person person) {
        return list(person.get("/api/mentions").expect(200).json().path("mentions"));
    }

    private static List<String> texts(JsonNode page) {
        return list(page.path("mentions")).stream()
                .map(one -> one.path("message").path("text").asString())
                .toList();
    }

    private static List<String> names(JsonNode array) {
        return list(array).stream().map(JsonNode::asString).toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}

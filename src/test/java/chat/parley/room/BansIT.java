package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Banned accounts are removed immediately and cannot return. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class BansIT {

    private final Person ann;
    private final Person bob;
    private final String name = SharedServer.unique("quiet");
    private final String room;
    private final String path;

    BansIT(SharedServer server) {
        ann = server.someone("ann");
        bob = server.someone("bob");
        room = ann.makeRoom(name);
        path = "/api/rooms/" + room;
    }

    private void ban(Person person) {
        ann.put(path + "/bans/" + person.username(), Map.of("reason", "Spam")).expect(204);
    }

    @Test
    void bannedMemberReceivesNothingAndOthersSeeTheRemoval() {
        bob.join(room);
        try (Connection ofAnn = ann.connect();
                Connection ofBob = bob.connect()) {
            ofAnn.open(room);
            ofBob.open(room);

            ban(bob);

            ofBob.await(
                    "removed",
                    frame -> frame.path("type").asString().equals("closed")
                            && frame.path("code").asString().equals("removed"));
            ofAnn.until(
                    "the ban",
                    () -> ofAnn.frames("changed").stream()
                            .map(frame -> frame.path("member"))
                            .anyMatch(member ->
                                    member.path("username").asString("").equals(bob.username())
                                            && member.path("banned").asBoolean(false)
                                            && !member.path("joined").asBoolean(true)));
            ann.say(room, "Peace");
            ofAnn.awaitText(room, "Peace");
            assertThat(ofBob.texts(room)).doesNotContain("Peace");
        }
    }

    @Test
    void bannedAccountCannotReadJoinOrFindTheRoom() {
        bob.join(room);
        String word = SharedServer.unique("word");
        ann.say(room, word);
        assertThat(bob.get("/api/search?query=" + word).json().path("results")).hasSize(1);

        ban(bob);

        assertThat(bob.get(path).expect(403).code()).isEqualTo("banned");
        assertThat(bob.get("/api/rooms/by-name/" + name).expect(403).code()).isEqualTo("banned");
        assertThat(bob.get(path + "/messages").expect(403).code()).isEqualTo("banned");
        assertThat(bob.put(path + "/members/me", Map.of()).expect(403).code()).isEqualTo("banned");
        assertThat(bob.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "Me?"))
                        .expect(403)
                        .code())
                .isEqualTo("banned");
        assertThat(bob.get("/api/search?query=" + word).json().path("results")).isEmpty();
        assertThat(bob.get("/api/rooms?query=" + name).json().path("rooms")).isEmpty();
        try (Connection socket = bob.connect()) {
            assertThat(socket.ask("type", "open", "room", room).path("code").asString())
                    .isEqualTo("banned");
        }
    }

    @Test
    void everyRefusalNamesTheRoom() {
        bob.join(room);
        ann.say(room, "one");
        String invite = ann.post(path + "/invites", Map.of())
                .expect(201)
                .json()
                .path("token")
                .asString();
        ban(bob);

        for (Answer answer : List.of(
                bob.get(path),
                bob.get("/api/rooms/by-name/" + name.toUpperCase(Locale.ROOT)),
                bob.get(path + "/messages"),
                bob.get(path + "/members"),
                bob.put(path + "/members/me", Map.of()),
                bob.put(path + "/read", Map.of("seq", 1)),
                bob.put(path + "/preferences", Map.of()),
                bob.post(path + "/messages", Map.of("nonce", Person.nonce(), "text", "Me?")),
                bob.patch(path + "/messages/1", Map.of("text", "Me?")),
                bob.post("/api/invites/" + invite, Map.of()))) {
            assertThat(answer.expect(403).code()).isEqualTo("banned");
            assertThat(answer.json().path("detail").asString()).isEqualTo("You are banned from the room " + name + ".");
        }
        try (Connection socket = bob.connect()) {
            for (JsonNode refused : List.of(
                    socket.ask("type", "open", "room", room),
                    socket.ask("type", "post", "room", room, "nonce", Person.nonce(), "text", "Me?"),
                    socket.ask("type", "read", "room", room, "seq", 1))) {
                assertThat(refused.path("code").asString())
                        .as(refused.toString())
                        .isEqualTo("banned");
                assertThat(refused.path("detail").asString()).contains(name);
            }
        }
    }

    @Test
    void privateRoomNamesItselfToAnInvitedBannedAccountOnly() {
        String secret = SharedServer.unique("secret");
        String id = ann.makeRoom(secret, "private");
        String invite = ann.post("/api/rooms/" + id + "/invites", Map.of())
                .expect(201)
                .json()
                .path("token")
                .asString();
        ann.put("/api/rooms/" + id + "/bans/" + bob.username(), Map.of()).expect(204);

        assertThat(bob.get("/api/rooms/" + id).expect(404).text()).doesNotContain(secret);
        assertThat(bob.post("/api/invites/" + invite, Map.of())
                        .expect(403)
                        .json()
                        .path("detail")
                        .asString())
                .contains(secret);
    }

    @Test
    void nonMemberCanBeBannedAndBanLifted() {
        ban(bob);
        assertThat(bob.put(path + "/members/me", Map.of()).expect(403).code()).isEqualTo("banned");

        JsonNode bans = ann.get(path + "/bans").expect(200).json().path("bans");
        assertThat(bans).hasSize(1);
        assertThat(bans.get(0).path("username").asString()).isEqualTo(bob.username());
        assertThat(bans.get(0).path("by").asString()).isEqualTo(ann.username());
        assertThat(bans.get(0).path("reason").asString()).isEqualTo("Spam");

        ann.delete(path + "/bans/" + bob.username()).expect(204);
        ann.delete(path + "/bans/" + bob.username()).expect(204);
        assertThat(ann.get(path + "/bans").json().path("bans")).isEmpty();
        bob.join(room);
    }

    @Test
    void membersCanNeitherBanNorListBans() {
        bob.join(room);

        bob.put(path + "/bans/" + ann.username(), Map.of()).expect(403);
        bob.get(path + "/bans").expect(403);
    }
}

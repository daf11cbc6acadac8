package chat.parley.invite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Links for joining rooms. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class InvitesIT {

    private final SharedServer server;
    private final Person ann;
    private final Person bob;
    private final String room;
    private final String path;

    InvitesIT(SharedServer server) {
        this.server = server;
        ann = server.someone("ann");
        bob = server.someone("bob");
        room = ann.makeRoom(SharedServer.unique("secret"), "private");
        path = "/api/rooms/" + room;
    }

    private JsonNode invite(Map<String, Object> terms) {
        return ann.post(path + "/invites", terms).expect(201).json();
    }

    private static Answer accept(Person person, JsonNode invite) {
        return person.post("/api/invites/" + invite.path("token").asString(), Map.of());
    }

    @Test
    void inviteAdmitsToAPrivateRoom() {
        bob.get(path).expect(404);
        JsonNode invite = invite(Map.of());

        JsonNode entered = accept(bob, invite).expect(200).json();

        assertThat(entered.path("id").asString()).isEqualTo(room);
        assertThat(entered.path("role").asString()).isEqualTo("member");
        bob.get(path + "/messages").expect(200);
        assertThat(invite.path("url").asString())
                .isEqualTo(ann.site() + "/invite/" + invite.path("token").asString());
    }

    @Test
    void linkShowsItsRoomWithoutASession() {
        JsonNode invite = invite(Map.of("expires_in_seconds", 3600));

        JsonNode shown = Person.visiting(ann.site())
                .get("/api/invites/" + invite.path("token").asString())
                .expect(200)
                .json();

        assertThat(shown.path("room").path("members").asInt()).isEqualTo(1);
        assertThat(shown.path("room").path("kind").asString()).isEqualTo("private");
        assertThat(shown.path("by").asString()).isEqualTo(ann.username());
        assertThat(shown.path("expires_at").isNull()).isFalse();
    }

    @Test
    void tokenIsShownOnceAndUsesAreCounted() {
        JsonNode invite = invite(Map.of("uses", 5));
        accept(bob, invite).expect(200);
        accept(bob, invite).expect(200);

        JsonNode listed = ann.get(path + "/invites").expect(200).json().path("invites");

        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("id").asLong())
                .isEqualTo(invite.path("id").asLong());
        assertThat(listed.get(0).path("used").asInt()).isEqualTo(1);
        assertThat(listed.get(0).has("token")).isFalse();
        assertThat(listed.get(0).has("url")).isFalse();
    }

    @Test
    void concurrentUsesDoNotExceedTheLimit() {
        JsonNode invite = invite(Map.of("uses", 3));
        List<Person> people =
                IntStream.range(0, 12).mapToObj(i -> server.someone("p" + i)).toList();

        List<Integer> answers = people.stream()
                .map(person -> CompletableFuture.supplyAsync(
                        () -> accept(person, invite).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).filteredOn(status -> status == 200).hasSize(3);
        assertThat(answers).filteredOn(status -> status == 404).hasSize(9);
        assertThat(ann.get(path + "/members").json().path("members")).hasSize(4);
    }

    @Test
    void revokedOrUnknownInviteIsInvalid() {
        JsonNode invite = invite(Map.of());
        ann.delete(path + "/invites/" + invite.path("id").asLong()).expect(204);

        assertThat(accept(bob, invite).expect(404).code()).isEqualTo("invite_invalid");
        assertThat(bob.get("/api/invites/" + invite.path("token").asString())
                        .expect(404)
                        .code())
                .isEqualTo("invite_invalid");
        assertThat(bob.get("/api/invites/nonsense").expect(404).code()).isEqualTo("invite_invalid");
        assertThat(ann.get(path + "/invites").json().path("invites")).isEmpty();
    }

    @Test
    void bannedAccountIsRefusedAndUsesNothingUp() {
        JsonNode invite = invite(Map.of("uses", 1));
        ann.put(path + "/bans/" + bob.username(), Map.of()).expect(204);

        assertThat(accept(bob, invite).expect(403).code()).isEqualTo("banned");
        accept(server.someone("cid"), invite).expect(200);
    }

    @Test
    void membersCannotInvite() {
        JsonNode invite = invite(Map.of());
        accept(bob, invite).expect(200);

        bob.post(path + "/invites", Map.of()).expect(403);
        bob.get(path + "/invites").expect(403);
        bob.delete(path + "/invites/" + invite.path("id").asLong()).expect(403);
    }

    @Test
    void outOfRangeTermsAreRefused() {
        for (Map<String, Object> terms : List.<Map<String, Object>>of(
                Map.of("uses", 0),
                Map.of("uses", -1),
                Map.of("expires_in_seconds", 0),
                Map.of("expires_in_seconds", Long.MAX_VALUE))) {
            assertThat(ann.post(path + "/invites", terms).expect(400).code()).isEqualTo("invalid");
        }
    }
}

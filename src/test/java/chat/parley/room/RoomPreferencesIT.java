package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A member's preferences for a room, browsing rooms, and finding people. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class RoomPreferencesIT {

    private final Person ann;
    private final Person bob;
    private final String name = SharedServer.unique("wishes");
    private final String room;
    private final String path;

    RoomPreferencesIT(SharedServer server) {
        ann = server.someone("ann");
        bob = server.someone("bob");
        room = ann.makeRoom(name);
        path = "/api/rooms/" + room;
        bob.join(room);
    }

    private static Map<String, @Nullable Object> wish(@Nullable String notify, boolean hidden) {
        Map<String, @Nullable Object> wish = new HashMap<>();
        wish.put("notify", notify);
        wish.put("hidden", hidden);
        return wish;
    }

    @Test
    void levelIsStoredAndSentOnlyToItsOwnersDevices() {
        try (Connection phone = bob.connect()) {
            phone.ask("type", "watch");

            JsonNode after = bob.put(path + "/preferences", wish("none", false))
                    .expect(200)
                    .json();

            assertThat(after.path("notify").asString()).isEqualTo("none");
            phone.until(
                    "the level",
                    () -> phone.frames("room").stream()
                            .anyMatch(frame -> frame.path("room")
                                    .path("notify")
                                    .asString("")
                                    .equals("none")));
        }
        assertThat(ann.get(path).json().path("notify").isNull()).isTrue();
        assertThat(bob.get(path).json().path("notify").asString()).isEqualTo("none");
        bob.put(path + "/preferences", wish(null, false)).expect(200);
        assertThat(bob.get(path).json().path("notify").isNull()).isTrue();
    }

    @Test
    void favouriteIsSentToItsOwnersDevicesAndKeptByOlderClients() {
        try (Connection phone = bob.connect()) {
            phone.ask("type", "watch");

            bob.put(path + "/preferences", Map.of("favourite", true)).expect(200);

            phone.until(
                    "the favourite",
                    () -> phone.frames("room").stream()
                            .anyMatch(frame ->
                                    frame.path("room").path("favourite").asBoolean()));
        }
        assertThat(bob.put(path + "/preferences", wish("all", false))
                        .expect(200)
                        .json()
                        .path("favourite")
                        .asBoolean())
                .isTrue();
        assertThat(ann.get(path).json().path("favourite").asBoolean()).isFalse();
        assertThat(bob.put(path + "/preferences", Map.of("favourite", false))
                        .expect(200)
                        .json()
                        .path("favourite")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void hiddenRoomReturnsWithTheNextMessage() {
        ann.say(room, "one");
        assertThat(bob.put(path + "/preferences", wish(null, true))
                        .expect(200)
                        .json()
                        .path("hidden")
                        .asBoolean())
                .isTrue();

        ann.say(room, "two");

        assertThat(bob.get(path).json().path("hidden").asBoolean()).isFalse();
    }

    @Test
    void invalidValuesAndNonMembersAreRefused() {
        assertThat(bob.put(path + "/preferences", wish("loud", false))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        Person cid = Person.signUp(ann.site(), SharedServer.unique("cid"));
        assertThat(cid.put(path + "/preferences", wish("all", false))
                        .expect(403)
                        .code())
                .isEqualTo("not_a_member");
    }

    @Test
    void publicRoomsAreListedWithMemberCounts() {
        String secret = SharedServer.unique("wishes");
        ann.makeRoom(secret, "private");

        JsonNode rooms = ann.get("/api/rooms?scope=public&query=" + name)
                .expect(200)
                .json()
                .path("rooms");

        assertThat(rooms).hasSize(1);
        assertThat(rooms.get(0).path("members").asInt()).isEqualTo(2);
        assertThat(ann.get("/api/rooms?scope=public&query=" + secret).json().path("rooms"))
                .isEmpty();
    }

    @Test
    void ownerReopensArchivedRoom() {
        ann.delete(path).expect(204);
        bob.patch(path, Map.of("archived", false)).expect(403);

        JsonNode open = ann.patch(path, Map.of("archived", false, "title", "Open again"))
                .expect(200)
                .json();

        assertThat(open.path("archived_at").isNull()).isTrue();
        assertThat(open.path("title").asString()).isEqualTo("Open again");
        bob.say(room, "Back");
    }

    @Test
    void peopleAreFoundByPartOfTheirName() {
        String part = ann.username().substring(4);
        JsonNode found =
                bob.get("/api/accounts?query=" + part).expect(200).json().path("accounts");

        assertThat(found.valueStream().map(one -> one.path("username").asString()))
                .contains(ann.username());
        bob.patch("/api/account", Map.of("display_name", "Robert " + part)).expect(200);
        assertThat(ann.get("/api/accounts?query=robert%20" + part.substring(0, 3))
                        .json()
                        .path("accounts")
                        .valueStream()
                        .map(one -> one.path("username").asString()))
                .contains(bob.username());
        assertThat(ann.get("/api/accounts?query=%25").json().path("accounts")).isEmpty();
        Person.visiting(ann.site()).get("/api/accounts?query=a").expect(401);
    }
}

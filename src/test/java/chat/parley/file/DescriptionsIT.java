package chat.parley.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Descriptions of pictures, for people who cannot see them. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class DescriptionsIT {

    private static final String TEAPOT = "A teapot on a red table";

    private final SharedServer server;

    DescriptionsIT(SharedServer server) {
        this.server = server;
    }

    @Test
    void descriptionOfAnUnpostedPictureIsPostedWithIt() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("alt"));
        String id = picture(ada, room);

        JsonNode described =
                describe(ada, id, " A  teapot\non a red table ").expect(200).json();
        JsonNode message = post(ada, room, id);

        assertThat(described.path("alt").asString()).isEqualTo(TEAPOT);
        assertThat(message.path("files").path(0)).isEqualTo(described);
        assertThat(history(ada, room).path(0)).isEqualTo(message);
        assertThat(gallery(ada, room)).isEqualTo(described);
    }

    @Test
    void descriptionOfAPostedPictureIsAChangeOfItsMessage() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("alt"));
        bob.join(room);
        String id = picture(ada, room);
        JsonNode posted = post(ada, room, picture(ada, room), id);
        long seq = posted.path("seq").asLong();
        try (Connection socket = bob.connect()) {
            JsonNode opened = socket.open(room);

            JsonNode described = describe(ada, id, TEAPOT).expect(200).json();

            JsonNode live = socket.awaitType("changed").path("message");
            assertThat(live.path("files").path(1)).isEqualTo(described);
            assertThat(live.path("files").path(0).has("alt")).isFalse();
            assertThat(live.path("edited_at").isNull())
                    .as("the words are the same")
                    .isTrue();
            assertThat(history(bob, room).path(0)).isEqualTo(live);
            assertThat(changes(bob, room, opened.path("revision").asLong())).isEqualTo(live);
            assertThat(bob.get("/api/rooms/" + room + "/files").text()).contains(TEAPOT);
        }
        assertThat(versions(ada, room, seq)).hasSize(1);
    }

    @Test
    void descriptionSurvivesOtherChangesAndGoesWithItsFile() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("alt"));
        String one = picture(ada, room);
        String two = picture(ada, room);
        long seq = post(ada, room, one, two).path("seq").asLong();
        String path = "/api/rooms/" + room + "/messages/" + seq;
        describe(ada, one, TEAPOT).expect(200);
        describe(ada, two, "Another one").expect(200);

        ada.put(path + "/reactions/%F0%9F%91%8D", Map.of()).expect(200);
        ada.patch(path, Map.of("text", "tea")).expect(200);
        JsonNode both = history(ada, room).path(0).path("files");
        JsonNode fewer =
                ada.patch(path, Map.of("files", List.of(two))).expect(200).json();
        describe(ada, two, "").expect(200);

        assertThat(both.path(0).path("alt").asString()).isEqualTo(TEAPOT);
        assertThat(both.path(1).path("alt").asString()).isEqualTo("Another one");
        assertThat(fewer.path("files").path(0).path("alt").asString()).isEqualTo("Another one");
        assertThat(history(ada, room).path(0).path("files").path(0).has("alt")).isFalse();
        assertThat(describe(ada, one, TEAPOT).code()).isEqualTo("file_not_found");
    }

    @Test
    void sameDescriptionChangesNothing() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("alt"));
        String id = picture(ada, room);
        post(ada, room, id);
        describe(ada, id, TEAPOT).expect(200);
        JsonNode before = history(ada, room);

        describe(ada, id, TEAPOT).expect(200);

        assertThat(history(ada, room)).isEqualTo(before);
    }

    @Test
    void onlyTheAuthorDescribesAPicture() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        Person eve = server.someone("eve");
        String room = ada.makeRoom(SharedServer.unique("alt"), "private");
        ada.put("/api/rooms/" + room + "/members/" + bob.username(), Map.of()).expect(200);
        String id = picture(bob, room);

        assertThat(describe(ada, id, TEAPOT).code()).as("not posted yet").isEqualTo("file_not_found");
        post(bob, room, id);
        assertThat(describe(ada, id, TEAPOT).code()).as("the room's owner").isEqualTo("forbidden");
        assertThat(describe(eve, id, TEAPOT).code()).isEqualTo("file_not_found");
        ada.delete("/api/rooms/" + room + "/members/" + bob.username()).expect(204);
        assertThat(describe(bob, id, TEAPOT).code()).as("removed").isEqualTo("file_not_found");
        assertThat(history(ada, room).path(0).path("files").path(0).has("alt")).isFalse();
    }

    @Test
    void descriptionThatCannotBeShownIsRefused() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("alt"));
        String id = picture(ada, room);
        String text = ada.upload(
                        "/api/rooms/" + room + "/files/" + Person.nonce(),
                        "a.txt",
                        "text/plain",
                        "hello".getBytes(StandardCharsets.UTF_8))
                .expect(201)
                .json()
                .path("id")
                .asString();

        for (String bad : List.of("\u200B\u2800", "a\u202Eb", "a\u0000b", "x" + "\u0326".repeat(9))) {
            assertThat(describe(ada, id, bad).text()).contains("alt_invalid");
        }
        assertThat(describe(ada, id, "x".repeat(1001)).text()).contains("alt_too_long");
        assertThat(describe(ada, text, TEAPOT).text()).contains("not_a_picture");
        assertThat(describe(ada, "nowhere", TEAPOT).code()).isEqualTo("file_not_found");
    }

    @Test
    void longestDescriptionsOfTenPicturesFit() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("alt"));
        String[] ids = new String[10];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = picture(ada, room);
            describe(ada, ids[i], (i % 2 == 0 ? "\"" : "\uD83D\uDE80").repeat(1000))
                    .expect(200);
        }

        JsonNode message = post(ada, room, ids);

        assertThat(message.path("files").path(9).path("alt").asString()).isEqualTo("\uD83D\uDE80".repeat(1000));
        assertThat(history(ada, room).path(0)).isEqualTo(message);
    }

    private static Answer describe(Person person, String id, String alt) {
        return person.patch("/api/files/" + id, Map.of("alt", alt));
    }

    private static String picture(Person person, String room) {
        return person.upload(
                        "/api/rooms/" + room + "/files/" + Person.nonce(),
                        "a.png",
                        "image/png",
                        Pictures.plain("png", 40, 30))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private static JsonNode post(Person person, String room, String... files) {
        Map<String, Object> body = new HashMap<>(Map.of("nonce", Person.nonce(), "text", ""));
        body.put("files", List.of(files));
        return person.post("/api/rooms/" + room + "/messages", body).expect(201).json();
    }

    private static JsonNode history(Person person, String room) {
        return person.get("/api/rooms/" + room + "/messages").expect(200).json().path("messages");
    }

    private static JsonNode changes(Person person, String room, long after) {
        return person.get("/api/rooms/" + room + "/changes?after=" + after)
                .expect(200)
                .json()
                .path("changes")
                .path(0)
                .path("message");
    }

    private static JsonNode gallery(Person person, String room) {
        return person.get("/api/rooms/" + room + "/files")
                .expect(200)
                .json()
                .path("files")
                .path(0)
                .path("file");
    }

    private static JsonNode versions(Person person, String room, long seq) {
        return person.get("/api/rooms/" + room + "/messages/" + seq + "/history")
                .expect(200)
                .json()
                .path("versions");
    }
}

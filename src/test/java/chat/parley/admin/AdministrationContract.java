package chat.parley.admin;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Administrators and other accounts use the administration, and the audit log records it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AdministrationContract {

    private final ParleyServer server = start();
    private final Person root = Person.signUp(server, "root");

    abstract ParleyServer start();

    @AfterAll
    void stop() {
        server.stop();
    }

    @AfterEach
    void restoreSettings() {
        root.patch("/api/admin/settings", Map.of("registration", "open", "guests", false))
                .expect(200);
    }

    private Person someone(String name) {
        return Person.signUp(server, SharedServer.unique(name));
    }

    private JsonNode audit() {
        return root.get("/api/admin/audit").expect(200).json().path("entries");
    }

    private Stream<String> auditedActions(String subject) {
        return audit().valueStream()
                .filter(entry -> entry.path("subject").asString("").equals(subject))
                .map(entry -> entry.path("action").asString());
    }

    private static Map<String, String> nameAndPassword(String name) {
        return Map.of("username", name, "password", Person.PASSWORD);
    }

    @Test
    void onlyAdministratorsHaveAccess() {
        Person bob = someone("bob");

        for (String path :
                List.of("accounts", "rooms", "messages", "invites", "settings", "nodes", "doctor", "audit")) {
            assertThat(bob.get("/api/admin/" + path).expect(403).code()).isEqualTo("forbidden");
            Person.visiting(server.url()).get("/api/admin/" + path).expect(401);
        }
        bob.patch("/api/admin/accounts/root", Map.of("admin", false)).expect(403);
        bob.patch("/api/admin/settings", Map.of("registration", "closed")).expect(403);
        bob.post("/api/admin/files/verify", Map.of()).expect(403);
        assertThat(bob.get("/admin").status()).isEqualTo(403);
    }

    @Test
    void nodesReportTheirVitals() {
        String room = root.makeRoom(SharedServer.unique("watched"));
        try (Connection connection = root.connect()) {
            connection.open(room);

            JsonNode vitals = Awaitility.await()
                    .until(
                            () -> nodes().filter(node -> node.path("answering").asBoolean())
                                    .findFirst()
                                    .orElseThrow(),
                            node -> node.path("sockets").asInt() > 0
                                    && node.path("rooms").asInt() > 0);

            assertThat(vitals.path("alive").asBoolean()).isTrue();
            assertThat(vitals.path("lag").asInt()).isZero();
            assertThat(vitals.path("channel_up").asBoolean()).isTrue();
            assertThat(vitals.path("round_trip_ms").isNull()).isTrue();
            assertThat(Instant.parse(vitals.path("started_at").asString()))
                    .isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
        }
    }

    @Test
    void formerAndCrashedNodesAreListed() {
        server.bean(DatabaseClient.class)
                .sql("insert into node (id, address, lease_until) values ('former', 'somewhere', 1)")
                .then()
                .block();

        JsonNode former = nodes().filter(node -> node.path("id").asString().equals("former"))
                .findFirst()
                .orElseThrow();

        assertThat(former.path("alive").asBoolean()).isFalse();
        assertThat(former.path("answering").asBoolean()).isFalse();
        assertThat(former.path("sockets").isNull()).isTrue();
        assertThat(former.path("started_at").isNull()).isTrue();
    }

    @Test
    void onlyFileDatabasesAreBackedUpAndOnlyByAdministrators() {
        someone("bob").post("/api/admin/backups", Map.of()).expect(403);
        assertThat(root.get("/api/admin/nodes").json().path("backups").asBoolean())
                .isFalse();
        assertThat(root.post("/api/admin/backups", Map.of()).expect(404).code()).isEqualTo("not_found");
        assertThat(root.get("/api/admin/audit").text()).doesNotContain("backup_made");
    }

    private Stream<JsonNode> nodes() {
        return root.get("/api/admin/nodes").expect(200).json().path("nodes").valueStream();
    }

    @Test
    void accountsAreListedAndCreated() {
        String name = SharedServer.unique("newcomer");

        root.post("/api/admin/accounts", nameAndPassword(name)).expect(201);

        JsonNode found = root.get("/api/admin/accounts?query=" + name.substring(4))
                .expect(200)
                .json()
                .path("accounts");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("username").asString()).isEqualTo(name);
        assertThat(found.get(0).path("disabled_at").isNull()).isTrue();
        Person.logIn(server.url(), name);
        assertThat(auditedActions(name)).contains("account_created");
        assertThat(root.post("/api/admin/accounts", Map.of("username", "x", "password", "1"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
    }

    @Test
    void roomsShowWhichMembersAreDisabled() {
        Person bob = someone("bob");
        String room = root.makeRoom(SharedServer.unique("disabled"));
        bob.join(room);
        Connection socket = root.connect();
        long revision = socket.open(room).path("revision").asLong();

        root.patch("/api/admin/accounts/" + bob.username(), Map.of("disabled", true))
                .expect(200);

        JsonNode disabled = socket.await(
                "the disabled member",
                frame -> frame.path("member").path("disabled").asBoolean(false));
        assertThat(disabled.path("member").path("username").asString()).isEqualTo(bob.username());
        assertThat(root.get("/api/rooms/" + room + "/changes?after=" + revision)
                        .expect(200)
                        .json()
                        .path("changes")
                        .path(0)
                        .path("member"))
                .isEqualTo(disabled.path("member"));
        root.patch("/api/admin/accounts/" + bob.username(), Map.of("disabled", false))
                .expect(200);
        socket.await(
                "the enabled member",
                frame -> frame.path("member").path("username").asString().equals(bob.username())
                        && !frame.path("member").has("disabled"));
    }

    @Test
    void disabledAccountIsLockedOutUntilItIsEnabled() {
        Person bob = someone("bob");
        try (Connection socket = bob.connect()) {
            root.patch("/api/admin/accounts/" + bob.username(), Map.of("disabled", true))
                    .expect(200);

            assertThat(socket.awaitClose()).isEqualTo(4501);
        }
        bob.get("/api/rooms").expect(401);
        bob.post("/api/session", nameAndPassword(bob.username())).expect(401);

        root.patch("/api/admin/accounts/" + bob.username(), Map.of("disabled", false))
                .expect(200);
        Person.logIn(server.url(), bob.username());
        assertThat(auditedActions(bob.username())).contains("account_changed", "log_in_failed");
    }

    @Test
    void lastAdministratorCannotBeRemoved() {
        assertThat(root.patch("/api/admin/accounts/root", Map.of("admin", false))
                        .expect(409)
                        .code())
                .isEqualTo("last_administrator");
        root.patch("/api/admin/accounts/root", Map.of("disabled", true)).expect(409);

        Person bob = someone("bob");
        root.patch("/api/admin/accounts/" + bob.username(), Map.of("admin", true))
                .expect(200);
        bob.get("/api/admin/settings").expect(200);
        root.patch("/api/admin/accounts/" + bob.username(), Map.of("admin", false))
                .expect(200);
        bob.get("/api/admin/settings").expect(401);
    }

    @Test
    void resetLinkWorksOnce() {
        Person bob = someone("bob");
        String url = root.post("/api/admin/accounts/" + bob.username() + "/reset-link", Map.of())
                .expect(201)
                .json()
                .path("url")
                .asString();
        String path = "/api/password-resets/" + url.substring(url.lastIndexOf('/') + 1);
        assertThat(url).startsWith(server.url() + "/reset/");
        Person stranger = Person.visiting(server.url());

        assertThat(stranger.get(path).expect(200).json().path("username").asString())
                .isEqualTo(bob.username());
        assertThat(stranger.post(path, Map.of("password", "123")).expect(400).code())
                .isEqualTo("invalid");
        stranger.post(path, Map.of("password", "an entirely new battery")).expect(204);

        bob.get("/api/rooms").expect(401);
        bob.post("/api/session", nameAndPassword(bob.username())).expect(401);
        bob.post("/api/session", Map.of("username", bob.username(), "password", "an entirely new battery"))
                .expect(200);
        assertThat(stranger.post(path, Map.of("password", "one more new battery"))
                        .expect(404)
                        .code())
                .isEqualTo("reset_invalid");
        assertThat(auditedActions(bob.username())).contains("reset_link_created");
    }

    @Test
    void administratorEndsSessions() {
        Person bob = someone("bob");

        root.delete("/api/admin/accounts/" + bob.username() + "/sessions").expect(204);

        bob.get("/api/rooms").expect(401);
    }

    @Test
    void roomChangesReachOpenPages() {
        Person bob = someone("bob");
        Person cid = someone("cid");
        String name = SharedServer.unique("secret");
        String room = bob.makeRoom(name, "private");
        bob.say(room, "Keep out");
        try (Connection socket = bob.connect()) {
            socket.open(room);

            root.patch("/api/admin/rooms/" + room, Map.of("title", "Tidy", "owner", cid.username()))
                    .expect(200);
            root.delete("/api/admin/rooms/" + room + "/messages/1").expect(200);

            socket.await(
                    "the title",
                    frame -> frame.path("state").path("title").asString("").equals("Tidy"));
            socket.await(
                    "the owner",
                    frame -> frame.path("member").path("username").asString("").equals(cid.username())
                            && frame.path("member").path("role").asString("").equals("owner"));
            socket.await(
                    "the deletion",
                    frame -> frame.path("message").path("deleted").asBoolean(false));
        }
        assertThat(bob.get("/api/rooms/" + room).json().path("role").asString()).isEqualTo("moderator");
        JsonNode rooms = root.get("/api/admin/rooms?query=" + name).json().path("rooms");
        assertThat(rooms).hasSize(1);
        assertThat(rooms.get(0).path("owner").asString()).isEqualTo(cid.username());
        assertThat(rooms.get(0).path("members").asInt()).isEqualTo(2);

        root.patch("/api/admin/rooms/" + room, Map.of("archived", true)).expect(200);
        cid.post("/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", "Hello?"))
                .expect(409);
        root.patch("/api/admin/rooms/" + room, Map.of("archived", false)).expect(200);
        cid.say(room, "Open again");
        assertThat(auditedActions(room)).contains("room_changed");
        assertThat(auditedActions(room + "/1")).containsExactly("message_deleted");
    }

    @Test
    void directConversationsCannotBeAdministered() {
        Person bob = someone("bob");
        Person cid = someone("cid");
        String room = bob.post("/api/rooms/direct", Map.of("usernames", List.of(cid.username())))
                .expect(201)
                .json()
                .path("id")
                .asString();
        String word = SharedServer.unique("whisper");
        bob.say(room, word);

        assertThat(root.get("/api/admin/messages?query=" + word).json().path("messages"))
                .isEmpty();
        assertThat(root.get("/api/admin/messages?room=" + room).json().path("messages"))
                .isEmpty();
        root.delete("/api/admin/rooms/" + room + "/messages/1").expect(404);
        root.patch("/api/admin/rooms/" + room, Map.of("archived", true)).expect(404);
    }

    @Test
    void administratorFindsMessagesInRoomsWithoutMembership() {
        Person bob = someone("bob");
        String room = bob.makeRoom(SharedServer.unique("secret"), "private");
        String word = SharedServer.unique("word");
        bob.say(room, "a " + word);
        bob.say(room, "another " + word);

        JsonNode found =
                root.get("/api/admin/messages?query=" + word).expect(200).json().path("messages");
        assertThat(found).hasSize(2);
        assertThat(found.get(0).path("message").path("text").asString()).isEqualTo("another " + word);
        assertThat(root.get("/api/admin/messages?room=" + room).json().path("messages"))
                .hasSize(2);
        assertThat(root.get("/api/admin/messages").json().path("messages").size())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void readingMessagesIsAudited() {
        Person bob = someone("bob");
        String room = bob.makeRoom(SharedServer.unique("secret"), "private");

        root.get("/api/admin/messages?room=" + room).expect(200);
        root.get("/api/admin/messages?query=salary&room=" + room).expect(200);
        root.get("/api/admin/messages?query=no:such:search:" + "x".repeat(300)).expect(400);

        assertThat(audit().valueStream().limit(2))
                .allSatisfy(entry -> {
                    assertThat(entry.path("action").asString()).isEqualTo("messages_read");
                    assertThat(entry.path("actor").asString()).isEqualTo("root");
                    assertThat(entry.path("subject").asString()).isEqualTo(room);
                })
                .extracting(entry -> entry.path("detail").asString(""))
                .containsExactly("query: salary", "");
    }

    @Test
    void refusedChangesOfAnAccountChangeNothing() {
        Person bob = someone("bob");
        String account = "/api/admin/accounts/" + bob.username();

        for (String name : List.of("", "\u0000", "x".repeat(65), "root")) {
            root.patch(account, Map.of("disabled", true, "display_name", name)).expect(400);
            root.patch(account, Map.of("admin", true, "display_name", name)).expect(400);
        }

        bob.get("/api/rooms").expect(200);
        bob.get("/api/admin/settings").expect(403);
        assertThat(auditedActions(bob.username())).doesNotContain("account_changed");
    }

    @Test
    void refusedChangesOfARoomChangeNothing() {
        Person bob = someone("bob");
        Person cid = someone("cid");
        String taken = SharedServer.unique("taken");
        bob.makeRoom(taken);
        String id = bob.makeRoom(SharedServer.unique("room"));
        root.patch("/api/admin/accounts/" + cid.username(), Map.of("disabled", true))
                .expect(200);
        String room = "/api/admin/rooms/" + id;
        String before = bob.get("/api/rooms/" + id).text();

        root.patch(room, Map.of("title", "x", "owner", "nobody-at-all")).expect(404);
        root.patch(room, Map.of("title", "x", "owner", cid.username())).expect(409);
        root.patch(room, Map.of("archived", true, "owner", cid.username())).expect(409);
        root.patch(room, Map.of("archived", true, "title", "\u0000")).expect(400);
        assertThat(bob.get("/api/rooms/" + id).text()).isEqualTo(before);
        assertThat(auditedActions(id)).isEmpty();

        root.patch(room, Map.of("archived", true)).expect(200);
        String archived = bob.get("/api/rooms/" + id).text();
        root.patch(room, Map.of("archived", false, "name", taken)).expect(409);
        assertThat(bob.get("/api/rooms/" + id).text()).isEqualTo(archived);
        assertThat(auditedActions(id)).containsExactly("room_changed");
    }

    @Test
    void failedStepsAreAudited() {
        root.patch("/api/admin/accounts/root", Map.of("admin", false)).expect(409);

        JsonNode newest = audit().path(0);
        assertThat(newest.path("action").asString()).isEqualTo("account_changed");
        assertThat(newest.path("subject").asString()).isEqualTo("root");
        assertThat(newest.path("detail").asString()).isEqualTo("failed: admin: false");
    }

    @Test
    void registrationPolicyChangesAtRunTime() {
        root.patch("/api/admin/settings", Map.of("registration", "closed")).expect(200);
        Person visitor = Person.visiting(server.url());
        assertThat(visitor.post("/api/accounts", nameAndPassword(SharedServer.unique("x")))
                        .expect(403)
                        .code())
                .isEqualTo("registration_closed");
        assertThat(visitor.get("/api/session").json().path("registration").asString())
                .isEqualTo("closed");

        root.patch("/api/admin/settings", Map.of("registration", "invitation")).expect(200);
        assertThat(visitor.post("/api/accounts", nameAndPassword(SharedServer.unique("x")))
                        .expect(403)
                        .code())
                .isEqualTo("invitation_required");
        String token = root.post("/api/admin/invites", Map.of("uses", 1))
                .expect(201)
                .json()
                .path("token")
                .asString();
        signUpWith(token).expect(201);
        assertThat(signUpWith(token).expect(404).code()).isEqualTo("invite_invalid");
        assertThat(root.patch("/api/admin/settings", Map.of("registration", "maybe"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
    }

    private Answer signUpWith(String token) {
        return Person.visiting(server.url())
                .post(
                        "/api/accounts",
                        Map.of("username", SharedServer.unique("guest"), "password", Person.PASSWORD, "invite", token));
    }

    @Test
    void onlyAnAdministratorsRoomInviteAllowsSignUp() {
        Person bob = someone("bob");
        String roomOfBob = bob.makeRoom(SharedServer.unique("a"));
        String roomOfRoot = root.makeRoom(SharedServer.unique("b"));
        root.patch("/api/admin/settings", Map.of("registration", "invitation")).expect(200);

        JsonNode plain = bob.post("/api/rooms/" + roomOfBob + "/invites", Map.of())
                .expect(201)
                .json();
        JsonNode registering = root.post("/api/rooms/" + roomOfRoot + "/invites", Map.of("uses", 1))
                .expect(201)
                .json();

        assertThat(plain.path("registers").asBoolean()).isFalse();
        signUpWith(plain.path("token").asString()).expect(404);
        signUpWith(registering.path("token").asString()).expect(201);
        assertThat(root.get("/api/rooms/" + roomOfRoot + "/invites").json().path("invites"))
                .isEmpty();
        signUpWith(registering.path("token").asString()).expect(404);
    }

    @Test
    void administratorRemovesThePictureOfAnAccountEvenIfItIsDisabled() throws IOException {
        Person bob = someone("bob");
        bob.upload("/api/account/avatar", "a", "image/png", png(8, 8)).expect(200);
        root.patch("/api/admin/accounts/" + bob.username(), Map.of("disabled", true))
                .expect(200);
        String picture = "/api/accounts/" + bob.username() + "/avatar";
        String members = "/api/rooms/general/members?usernames=" + bob.username();
        root.get(picture).expect(200);
        assertThat(root.get("/api/admin/accounts?query=" + bob.username()).text())
                .contains("\"avatar\"");

        root.delete("/api/admin/accounts/" + bob.username() + "/avatar").expect(204);

        root.get(picture).expect(404);
        assertThat(root.get(members).expect(200).text())
                .contains(bob.username())
                .doesNotContain("\"avatar\"");
        assertThat(auditedActions(bob.username())).contains("account_changed");
        root.delete("/api/admin/accounts/nobody-at-all/avatar").expect(404);
    }

    @Test
    void emojiIsUsedUntilItIsRemoved() throws IOException {
        Person bob = someone("bob");
        String room = bob.makeRoom(SharedServer.unique("room"));
        bob.say(room, "hello");
        String name = "e" + System.nanoTime();
        String reaction = "/api/rooms/" + room + "/messages/1/reactions/%3A" + name + "%3A";
        bob.put(reaction, Map.of()).expect(400);
        try (Connection socket = bob.connect()) {
            String picture = root.upload("/api/admin/emoji/" + name, "a", "image/png", png(32, 32))
                    .expect(200)
                    .json()
                    .path("picture")
                    .asString();

            socket.awaitType("emoji_changed");
            assertThat(bob.get("/api/emoji").expect(200).text())
                    .contains("{\"name\":\"" + name + "\",\"picture\":\"" + picture + "\"}");
            HttpResponse<byte[]> shown = bob.download(bob.request("/api/emoji/" + name + "?v=" + picture));
            assertThat(shown.body()).isEqualTo(png(32, 32));
            assertThat(shown.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
            assertThat(shown.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(bob.put(reaction, Map.of()).expect(200).text()).contains("\":" + name + ":\"");
            String other = root.upload("/api/admin/emoji/" + name, "a", "image/png", png(16, 16))
                    .expect(200)
                    .json()
                    .path("picture")
                    .asString();
            assertThat(other).isNotEqualTo(picture);
            assertThat(bob.get("/api/emoji").text()).contains(other).doesNotContain(picture);

            root.delete("/api/admin/emoji/" + name).expect(204);

            socket.until("three changes", () -> socket.frames("emoji_changed").size() == 3);
            assertThat(bob.get("/api/emoji").text()).doesNotContain(name);
            assertThat(bob.get("/api/emoji/" + name).code()).isEqualTo("file_not_found");
            assertThat(root.delete("/api/admin/emoji/" + name).code()).isEqualTo("file_not_found");
            root.put("/api/rooms/" + room + "/messages/1/reactions/%3A" + name + "%3A", Map.of())
                    .expect(400);
            assertThat(bob.delete(reaction).expect(200).text()).doesNotContain(name);
            assertThat(auditedActions(name)).containsExactly("emoji_removed", "emoji_added", "emoji_added");
        }
    }

    @Test
    void invalidEmojiAreRefused() throws IOException {
        Person bob = someone("bob");
        byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
        String path = "/api/admin/emoji/";

        assertThat(emoji("bad", svg, "image/svg+xml")).isEqualTo("file_damaged");
        assertThat(emoji("bad", svg, "image/png")).isEqualTo("file_damaged");
        assertThat(emoji("bad", new byte[0], "image/png")).isEqualTo("file_empty");
        assertThat(emoji("bad", png(129, 8), "image/png")).isEqualTo("file_too_large");
        assertThat(emoji("bad", new byte[256 * 1024 + 1], "image/png")).isEqualTo("file_too_large");
        for (String name : List.of("a", "Party", "a.b", "a%20b", "%3Aa%3A", "x".repeat(33), "caf%C3%A9")) {
            assertThat(emoji(name, png(8, 8), "image/png")).as(name).isEqualTo("invalid");
        }
        assertThat(emoji("rocket", png(8, 8), "image/png"))
                .as("a standard name")
                .isEqualTo("invalid");
        assertThat(bob.upload(path + "bad", "a", "image/png", png(8, 8)).status())
                .isEqualTo(403);
        assertThat(bob.delete(path + "bad").status()).isEqualTo(403);
        assertThat(Person.visiting(server.url()).get("/api/emoji").status()).isEqualTo(401);
        assertThat(bob.get("/api/emoji").text()).doesNotContain("\"bad\"");
    }

    private String emoji(String name, byte[] bytes, String type) {
        return root.upload("/api/admin/emoji/" + name, "a", type, bytes).code();
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void guestsAreAdmittedIfTheSettingAllowsIt() {
        Person guest = Person.visiting(server.url());
        guest.post("/api/session/guest", Map.of("username", SharedServer.unique("g")))
                .expect(403);

        root.patch("/api/admin/settings", Map.of("guests", true)).expect(200);

        guest.post("/api/session/guest", Map.of("username", SharedServer.unique("g")))
                .expect(201);
    }

    @Test
    void accountBannedFromGeneralCanLogIn() {
        Person bob = someone("bob");
        root.put("/api/rooms/general/bans/" + bob.username(), Map.of()).expect(403);
        root.patch("/api/admin/rooms/general", Map.of("owner", "root")).expect(200);
        root.put("/api/rooms/general/bans/" + bob.username(), Map.of()).expect(204);
        bob.logOut();

        assertThat(Person.logIn(server.url(), bob.username())
                        .get("/api/rooms/general")
                        .expect(403)
                        .code())
                .isEqualTo("banned");
    }

    @Test
    void logInsAreAuditedWithTheirAddress() {
        Person bob = someone("bob");
        bob.post("/api/session", Map.of("username", bob.username(), "password", "wrong wrong wrong"))
                .expect(401);

        JsonNode failed = audit().valueStream()
                .filter(entry -> entry.path("action").asString().equals("log_in_failed"))
                .filter(entry -> entry.path("subject").asString("").equals(bob.username()))
                .findFirst()
                .orElseThrow();
        assertThat(failed.path("address").asString()).isNotBlank();
        assertThat(failed.path("actor").isNull()).isTrue();
        long before = failed.path("id").asLong();
        assertThat(root.get("/api/admin/audit?before=" + before)
                        .json()
                        .path("entries")
                        .valueStream())
                .allMatch(entry -> entry.path("id").asLong() < before);
    }
}

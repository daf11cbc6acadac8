package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.AccountsOfFormerVersions;
import chat.parley.roomlog.RoomNames;
import chat.parley.support.Answer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Accounts and rooms cannot impersonate others, on each database. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class NamesIT {

    private static final List<String> HIDDEN = List.of(
            "\u115F\u1160",
            "\u3164\u3164",
            "\uFFA0\uFFA0",
            "\u2800\u2800",
            "\u0301\u0302",
            "\uFE0F\uFE0F",
            "\u202E\u202D",
            "\u200B\u2060",
            "\u200D\u200D",
            "\u00AD\u034F");

    private final SharedServer node;
    private Person ann;
    private Person bob;

    NamesIT(SharedServer node) {
        this.node = node;
    }

    @BeforeEach
    void people() {
        // The first account of a server administers it
        Person.visiting(node.server().url());
        node.someone("first");
        ann = node.someone("ann");
        bob = node.someone("bob");
    }

    @Test
    void invisibleNameIsRefusedInEveryField() {
        String room = ann.makeRoom(SharedServer.unique("hidden"));
        for (String hidden : HIDDEN) {
            Person nobody = Person.visiting(node.server().url());
            assertRefused(
                    nobody.post("/api/accounts", Map.of("username", hidden, "password", Person.PASSWORD)), hidden);
            assertRefused(ann.patch("/api/account", Map.of("display_name", hidden)), hidden);
            assertRefused(ann.post("/api/rooms", Map.of("name", hidden)), hidden);
            assertRefused(ann.post("/api/rooms", Map.of("title", hidden)), hidden);
            assertRefused(ann.patch("/api/rooms/" + room, Map.of("title", hidden)), hidden);
            assertRefused(ann.patch("/api/rooms/" + room, Map.of("topic", hidden)), hidden);
            assertRefused(
                    ann.post("/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", hidden)),
                    hidden);
            assertRefused(ann.put("/api/rooms/" + room + "/bans/" + bob.username(), Map.of("reason", hidden)), hidden);
            assertRefused(ann.get("/api/search?query=" + encoded(hidden)), hidden);
            assertRefused(ann.get("/api/rooms?query=" + encoded(hidden)), hidden);
            assertRefused(ann.get("/api/accounts?query=" + encoded(hidden)), hidden);
        }
    }

    private static void assertFault(Answer answer, String field, String code) {
        JsonNode error = answer.expect(400).json().path("errors").path(0);
        assertThat(error.path("field").asString()).isEqualTo(field);
        assertThat(error.path("code").asString()).isEqualTo(code);
    }

    private static void assertRefused(Answer answer, String hidden) {
        assertThat(answer.status())
                .as("%s: %s", hidden.codePoints().mapToObj(Integer::toHexString).toList(), answer.text())
                .isBetween(400, 422);
    }

    @Test
    void displayNameLikeAnothersUsernameIsRefused() {
        String name = bob.username();
        for (String misleading :
                List.of(name, name.toUpperCase(Locale.ROOT), "@" + name, name.replace('o', '\u043E'), name + " 👍")) {
            assertFault(ann.patch("/api/account", Map.of("display_name", misleading)), "display_name", "taken");
        }
        bob.patch("/api/account", Map.of("display_name", name.toUpperCase(Locale.ROOT)))
                .expect(200);
    }

    @Test
    void lookAlikeDisplayNameIsRefusedButEqualNamesAreAllowed() {
        String name = "Ada " + SharedServer.unique("x").substring(2);
        bob.patch("/api/account", Map.of("display_name", name)).expect(200);

        assertFault(
                ann.patch("/api/account", Map.of("display_name", name.replace("Ad", "\u0410d"))),
                "display_name",
                "taken");
        ann.patch("/api/account", Map.of("display_name", name)).expect(200);
    }

    @Test
    void displayNameOfFormerVersionIsProtectedAfterMigration() {
        String name = "Ada " + SharedServer.unique("y").substring(2);
        sql("update account set display_name = '" + name + "' where username = '" + bob.username() + "'");

        AccountsOfFormerVersions.makeKeys(node.server());

        ann.patch("/api/account", Map.of("display_name", name.replace("Ad", "\u0410d")))
                .expect(400);
    }

    @Test
    void officialNamesAreReservedForAdministrators() {
        for (String name : List.of("admin", "Support", "s\u0443stem", "everyone", "here")) {
            Person nobody = Person.visiting(node.server().url());
            assertFault(
                    nobody.post("/api/accounts", Map.of("username", name, "password", Person.PASSWORD)),
                    "username",
                    "reserved");
            assertFault(ann.patch("/api/account", Map.of("display_name", name)), "display_name", "reserved");
            assertFault(ann.post("/api/rooms", Map.of("name", name)), "name", "name_reserved");
        }
    }

    @Test
    void persianAndDevanagariNamesKeepTheirJoiners() {
        String tail = SharedServer.unique("").replace("-", "");
        String persian = "علی\u200Cرضا" + tail;
        Person.signUp(node.server(), persian);
        assertThat(Person.visiting(node.server().url())
                        .post("/api/accounts", Map.of("username", "علیرضا" + tail, "password", Person.PASSWORD))
                        .expect(409)
                        .code())
                .isEqualTo("username_taken");
        ann.patch("/api/account", Map.of("display_name", "क्\u200Dष" + tail)).expect(200);
        String room = ann.makeRoom("می\u200Cخواهم-" + tail);
        assertThat(named("میخواهم-" + tail, ann)).isEqualTo(room);
    }

    @Test
    void lookAlikeRoomNameIsRefused() {
        String name = SharedServer.unique("me");
        String room = ann.makeRoom(name);
        String alike = name.replace('e', '\u0435');

        assertThat(bob.post("/api/rooms", Map.of("name", alike)).expect(409).code())
                .isEqualTo("room_exists");
        assertThat(named(alike, bob)).isEqualTo(room);
        String other = bob.makeRoom(SharedServer.unique("other"));
        assertThat(bob.patch("/api/rooms/" + other, Map.of("name", alike))
                        .expect(409)
                        .code())
                .isEqualTo("room_exists");
        ann.patch("/api/rooms/" + room, Map.of("name", alike)).expect(200);
    }

    /** Latin letters, and letters of the same shapes. */
    @ParameterizedTest
    @CsvSource({
        "ATOM,\u0410\u0422\u041E\u041C", // Cyrillic
        "ATOM,\u0391\u03A4\u039F\u039C", // Greek
        "ETA,\u13AC\u13A2\u13AA", // Cherokee
        "TOM,\u2CA6\u2C9E\u2C98", // Coptic
        "ATOM,\uA4EE\uA4D4\uA4F3\uA4DF", // Lisu
        "ATOM,\uFF21\uFF34\uFF2F\uFF2D", // Full width
        "atom,\uFF41\uFF54\uFF4F\uFF4D",
        "ATOM,\uD835\uDC00\uD835\uDC13\uD835\uDC0E\uD835\uDC0C", // Mathematical bold
        "atom,\uD835\uDD52\uD835\uDD65\uD835\uDD60\uD835\uDD5E" // Mathematical double-struck
    })
    void roomNameInLettersOfTheSameShapesIsRefused(String latin, String letters) {
        String tail = "-" + SharedServer.unique("").replaceAll("\\D", "");
        assertOneName(latin + tail, letters + tail);
        assertOneName(letters + "-2" + tail, latin + "-2" + tail);
    }

    private void assertOneName(String name, String alike) {
        String room = ann.makeRoom(name);
        assertThat(bob.post("/api/rooms", Map.of("name", alike)).expect(409).code())
                .isEqualTo("room_exists");
        String other = bob.makeRoom(SharedServer.unique("other"));
        assertThat(bob.patch("/api/rooms/" + other, Map.of("name", alike))
                        .expect(409)
                        .code())
                .isEqualTo("room_exists");

        ann.patch("/api/rooms/" + room, Map.of("name", SharedServer.unique("next")))
                .expect(200);
        bob.patch("/api/rooms/" + other, Map.of("name", alike)).expect(409);
        ann.patch("/api/rooms/" + room, Map.of("name", alike)).expect(200);
    }

    @Test
    void newNameWithMixedAlphabetsIsRefused() {
        String tail = SharedServer.unique("oom");
        for (String capital : new String[] {"\u041C", "\u13B7", "\u039D", "\u0422"}) {
            String name = capital + tail;
            assertThat(Person.visiting(ann.site())
                            .post("/api/accounts", Map.of("username", name, "password", Person.PASSWORD))
                            .expect(400)
                            .code())
                    .isEqualTo("invalid");
            ann.patch("/api/account", Map.of("display_name", name)).expect(400);
            ann.post("/api/rooms", Map.of("name", name)).expect(400);
            ann.patch("/api/rooms/" + ann.makeRoom(SharedServer.unique("plain")), Map.of("name", name))
                    .expect(400);
        }
        bob.makeRoom(SharedServer.unique("dev-команда"));
    }

    @Test
    void formerNameFindsTheRenamedRoomAndStaysReserved() {
        String first = SharedServer.unique("first");
        String second = SharedServer.unique("second");
        String room = ann.makeRoom(first);
        ann.patch("/api/rooms/" + room, Map.of("name", second)).expect(200);

        assertThat(named(first, bob)).isEqualTo(room);
        assertThat(formerNames(bob.get("/api/rooms/" + room).json())).containsExactly(first);
        assertThat(bob.get("/api/search?query=" + encoded("x in:#" + first)).status())
                .isEqualTo(200);
        assertThat(bob.post("/api/rooms", Map.of("name", first)).expect(409).code())
                .isEqualTo("room_exists");
        String other = bob.makeRoom(SharedServer.unique("other"));
        bob.patch("/api/rooms/" + other, Map.of("name", first)).expect(409);

        ann.patch("/api/rooms/" + room, Map.of("name", first)).expect(200);
        assertThat(formerNames(ann.get("/api/rooms/" + room).json())).containsExactly(second);
        assertThat(named(second, bob)).isEqualTo(room);
    }

    @Test
    void formerNameOfPrivateRoomIsNotDisclosed() {
        String first = SharedServer.unique("secret");
        String room = ann.makeRoom(first, "private");
        ann.patch("/api/rooms/" + room, Map.of("name", SharedServer.unique("second")))
                .expect(200);

        bob.get("/api/rooms/by-name/" + first).expect(404);
        assertThat(named(first, ann)).isEqualTo(room);
    }

    @Test
    void nameOfRoomOfFormerVersionIsMigrated() {
        String name = SharedServer.unique("former");
        String room = ann.makeRoom(name);
        sql("delete from room_name where room_id = '" + room + "'");

        node.server().bean(RoomNames.class).storeMissing().block(Duration.ofSeconds(20));

        bob.post("/api/rooms", Map.of("name", name.replace('o', '\u043E'))).expect(409);
    }

    @Test
    void freeNameIsDerivedFromTheTitle() {
        String tail = SharedServer.unique("").substring(1);
        assertThat(made("Büro & Planung 2027! " + tail)).isEqualTo("büro-planung-2027-" + tail);
        assertThat(made("  R&D " + tail)).isEqualTo("r-d-" + tail);
        assertThat(made("R & D! " + tail)).isEqualTo("r-d-" + tail + "-2");
        assertThat(made("r d " + tail)).isEqualTo("r-d-" + tail + "-3");
        assertThat(made("Team 👩\u200D💻 Dev " + tail)).isEqualTo("team-dev-" + tail);
        assertThat(made("🎉🎉")).startsWith("room");
        assertThat(made("support")).startsWith("support-");
        assertThat(made("x".repeat(128))).hasSizeLessThanOrEqualTo(64);
        assertThat(made("\uFDFA".repeat(128))).startsWith("room");
        ann.post("/api/rooms", Map.of("topic", "no name and no title")).expect(400);
    }

    @Test
    void searchForPeopleIgnoresAccents() {
        String tail = SharedServer.unique("").replace("-", "");
        ann.patch("/api/account", Map.of("display_name", "José O’Brien " + tail))
                .expect(200);
        for (String query : List.of("jose o'brien " + tail, "JOSÉ OBRIEN " + tail, "@" + ann.username())) {
            assertThat(StreamSupport.stream(
                                    bob.get("/api/accounts?query=" + encoded(query))
                                            .json()
                                            .path("accounts")
                                            .spliterator(),
                                    false)
                            .map(found -> found.path("username").asString()))
                    .as(query)
                    .containsExactly(ann.username());
        }
    }

    private String made(String title) {
        return ann.post("/api/rooms", Map.of("title", title))
                .expect(201)
                .json()
                .path("name")
                .asString();
    }

    private static Stream<String> formerNames(JsonNode room) {
        return StreamSupport.stream(room.path("former_names").spliterator(), false)
                .map(JsonNode::asString);
    }

    private static String named(String name, Person person) {
        return person.get("/api/rooms/by-name/" + encoded(name))
                .expect(200)
                .json()
                .path("id")
                .asString();
    }

    private void sql(String statement) {
        node.server().bean(DatabaseClient.class).sql(statement).then().block(Duration.ofSeconds(5));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

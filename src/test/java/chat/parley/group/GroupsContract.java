package chat.parley.group;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.account.Usernames;
import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Administrators manage groups, and texts mention them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GroupsContract {

    private static final String ADMIN = "/api/admin/groups";

    private final ParleyServer server = server().property("parley.limits.sign-ups", "1000 per 1s, burst 1000")
            .property("parley.limits.rooms", "1000 per 1s, burst 1000")
            .start();
    private final Person root = Person.signUp(server, "root");
    private final Person ann = Person.signUp(server, "ann");
    private final Person bob = Person.signUp(server, "bob");
    private final Person eve = Person.signUp(server, "eve");

    abstract ParleyServer.Setup server();

    @AfterAll
    void stop() {
        server.stop();
    }

    @AfterEach
    void deleteGroups() {
        server.bean(DatabaseClient.class)
                .sql("delete from account_group")
                .then()
                .block();
    }

    private List<String> names() {
        return root.get("/api/groups")
                .expect(200)
                .json()
                .path("groups")
                .valueStream()
                .map(group -> group.path("name").asString())
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer create(String name) {
        return root.post(ADMIN, Map.of("name", name));
    }

    private void group(String name, Person... people) {
        create(name).expect(201);
        Stream.of(people).forEach(person -> add(name, person.username()).expect(204));
    }

    private Answer add(String group, String username) {
        return root.put(person(group, username), Map.of());
    }

    private static String person(String group, String username) {
        return ADMIN + "/" + group + "/people/" + encoded(username);
    }

    private String room(Person... members) {
        String room = root.makeRoom(SharedServer.unique("room"));
        Stream.of(members).forEach(member -> member.join(room));
        return room;
    }

    private JsonNode said(Person author, String room, String text) {
        return message(author, room, author.say(room, text).path("seq").asLong());
    }

    private static JsonNode message(Person reader, String room, long seq) {
        return reader.get("/api/rooms/" + room + "/messages")
                .expect(200)
                .json()
                .path("messages")
                .valueStream()
                .filter(message -> message.path("seq").asLong() == seq)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode message, String field) {
        return message.path(field).valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> mentions(JsonNode message) {
        return texts(message, "mentions");
    }

    private static long unreadMentions(Person person, String room) {
        return person.get("/api/rooms/" + room)
                .expect(200)
                .json()
                .path("mentions")
                .asLong();
    }

    @Test
    void administratorsManageGroupsAndEverybodyReadsThem() {
        JsonNode created = root.post(ADMIN, Map.of("name", "Design", "description", "  Everything\nthat people see "))
                .expect(201)
                .json();
        assertThat(created.path("name").asString()).isEqualTo("Design");
        assertThat(created.path("description").asString()).isEqualTo("Everything that people see");
        add("design", "ann").expect(204);
        add("design", "ann").expect(204);
        add("design", "bob").expect(204);

        JsonNode listed =
                ann.get("/api/groups").expect(200).json().path("groups").path(0);
        assertThat(listed.path("people").asInt()).isEqualTo(2);
        assertThat(listed.path("mine").asBoolean()).isTrue();
        assertThat(eve.get("/api/groups")
                        .json()
                        .path("groups")
                        .path(0)
                        .path("mine")
                        .asBoolean())
                .isFalse();
        JsonNode detail = eve.get("/api/groups/design").expect(200).json();
        assertThat(detail.path("people")
                        .valueStream()
                        .map(person -> person.path("username").asString()))
                .containsExactly("ann", "bob");

        root.delete(person("design", "bob")).expect(204);
        root.delete(person("design", "bob")).expect(204);
        root.patch(ADMIN + "/design", Map.of("name", "designers", "description", ""))
                .expect(200);
        assertThat(eve.get("/api/groups/design").status()).isEqualTo(404);
        assertThat(eve.get("/api/groups/designers")
                        .expect(200)
                        .json()
                        .path("people")
                        .size())
                .isEqualTo(1);
        root.delete(ADMIN + "/designers").expect(204);
        assertThat(root.delete(ADMIN + "/designers").expect(404).code()).isEqualTo("not_found");
        assertThat(root.get("/api/admin/audit")
                        .json()
                        .path("entries")
                        .valueStream()
                        .filter(entry -> entry.path("action").asString().startsWith("group_"))
                        .map(entry -> entry.path("action").asString())
                        .limit(3))
                .containsExactly("group_deleted", "group_changed", "group_changed");
    }

    @Test
    void onlyAdministratorsChangeGroups() {
        group("design");

        assertThat(ann.post(ADMIN, Map.of("name", "mine")).expect(403).code()).isEqualTo("forbidden");
        ann.patch(ADMIN + "/design", Map.of("name", "mine")).expect(403);
        ann.put(person("design", "ann"), Map.of()).expect(403);
        ann.delete(person("design", "ann")).expect(403);
        ann.delete(ADMIN + "/design").expect(403);
        Person.visiting(server.url()).get("/api/groups").expect(401);
        assertThat(names()).containsExactly("design");
    }

    @Test
    void invalidNamesAreRefused() {
        for (String name : List.of(
                "", " ", "x", "a".repeat(33), "a\0b", "a b", "@design", "here", "me", "ALL", "---", "de\u0441ign")) {
            assertThat(create(name).expect(400).code()).as(name).isEqualTo("invalid");
        }
        assertThat(root.post(ADMIN, Map.of()).expect(400).code()).isEqualTo("invalid");
        group("design");
        for (String name : List.of("design", "DESIGN", "design.", "ann", "Ann")) {
            assertThat(create(name).expect(409).code()).as(name).isEqualTo("username_taken");
        }
        create("others").expect(201);
        assertThat(root.patch(ADMIN + "/others", Map.of("name", "Design"))
                        .expect(409)
                        .code())
                .isEqualTo("username_taken");
        assertThat(root.patch(ADMIN + "/others", Map.of("name", "bob"))
                        .expect(409)
                        .code())
                .isEqualTo("username_taken");
        root.patch(ADMIN + "/others", Map.of("name", "Others")).expect(200);
        assertThat(root.patch(ADMIN + "/others", Map.of("description", "x".repeat(201)))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        root.patch(ADMIN + "/others", Map.of("description", "x".repeat(200))).expect(200);
        root.patch(ADMIN + "/others", Map.of("description", "a\0b")).expect(400);
    }

    @Test
    void nameOfGroupIsRefusedAsUsername() {
        group("design");

        for (String name : List.of("design", "Design", "_design")) {
            Answer answer = Person.visiting(server.url())
                    .post("/api/accounts", Map.of("username", name, "password", Person.PASSWORD));
            assertThat(answer.expect(409).code()).isEqualTo("username_taken");
        }
        root.delete(ADMIN + "/design").expect(204);
        Person.signUp(server, SharedServer.unique("design"));
    }

    @Test
    void simultaneousClaimsOfNameHaveOneWinner() {
        for (int round = 0; round < 5; round++) {
            String name = SharedServer.unique("race");
            Person visitor = Person.visiting(server.url());
            visitor.csrfToken();
            List<CompletableFuture<Integer>> claims = List.of(
                    CompletableFuture.supplyAsync(() -> create(name).status()),
                    CompletableFuture.supplyAsync(() ->
                            create(name.toUpperCase(java.util.Locale.ROOT)).status()),
                    CompletableFuture.supplyAsync(() -> visitor.post(
                                    "/api/accounts", Map.of("username", "." + name, "password", Person.PASSWORD))
                            .status()));

            assertThat(claims.stream().map(CompletableFuture::join))
                    .containsOnlyOnce(201)
                    .contains(409, 409);
        }
    }

    @Test
    void unknownAndDisabledAccountsAreNotAdded() {
        group("design");
        Person zoe = Person.signUp(server, SharedServer.unique("zoe"));
        add("design", zoe.username()).expect(204);

        assertThat(add("design", "nobody").expect(404).code()).isEqualTo("account_not_found");
        assertThat(add("design", "a\0b").expect(400).code()).isEqualTo("malformed");
        assertThat(add("nothing", "ann").expect(404).code()).isEqualTo("not_found");
        root.patch("/api/admin/accounts/" + zoe.username(), Map.of("disabled", true))
                .expect(200);
        assertThat(root.get("/api/groups/design").json().path("people").size()).isZero();
        assertThat(names()).containsExactly("design");
        assertThat(root.get("/api/groups")
                        .json()
                        .path("groups")
                        .path(0)
                        .path("people")
                        .asInt())
                .isZero();
        assertThat(add("design", zoe.username()).expect(409).code()).isEqualTo("account_disabled");
        root.patch("/api/admin/accounts/" + zoe.username(), Map.of("disabled", false))
                .expect(200);
        add("design", zoe.username()).expect(204);
    }

    @Test
    void numberOfGroupsIsLimited() {
        IntStream.range(0, 199).forEach(this::insertGroup);
        create("last").expect(201);

        assertThat(create("one-more").expect(400).text()).contains("too_many");
        assertThat(names()).hasSize(200);
        root.delete(ADMIN + "/last").expect(204);
        create("one-more").expect(201);
    }

    /** Inserts a row directly, which is faster than a request. */
    private void insertGroup(int number) {
        server.bean(DatabaseClient.class)
                .sql("""
                        insert into account_group (name, name_key, description, created_at)
                        select :name, :name, '', a.created_at from account a where a.username = 'root'
                        """)
                .bind("name", "group-" + number)
                .then()
                .block();
    }

    @Test
    void sizeOfGroupIsLimitedForSimultaneousAdditionsToo() {
        group("design");
        IntStream.range(0, 199).forEach(i -> addNewAccount("design", SharedServer.unique("crowd")));
        List<CompletableFuture<Integer>> additions = Stream.of("ann", "bob", "eve")
                .map(name ->
                        CompletableFuture.supplyAsync(() -> add("design", name).status()))
                .toList();

        assertThat(additions.stream().map(CompletableFuture::join))
                .containsOnlyOnce(204)
                .contains(400, 400);
    }

    /** Inserts the account directly, which is faster than a sign-up. */
    private void addNewAccount(String group, String username) {
        server.bean(DatabaseClient.class)
                .sql("insert into account (username, username_key, display_name, kind, admin, created_at) select :name,"
                        + " :key, :name, 'member', false, a.created_at from account a where a.username = 'root'")
                .bind("name", username)
                .bind("key", server.bean(Usernames.class).key(username).orElseThrow())
                .then()
                .block();
        add(group, username).expect(204);
    }

    @Test
    void mentionOfGroupMentionsItsPeopleInTheRoom() {
        group("design", ann, bob, eve);
        String room = room(ann, bob);

        JsonNode message = said(ann, room, "Hello @Design, and @root");

        assertThat(mentions(message)).containsExactly("root", "bob");
        assertThat(texts(message, "groups")).containsExactly("design");
        assertThat(unreadMentions(bob, room)).isOne();
        assertThat(bob.get("/api/mentions")
                        .json()
                        .path("mentions")
                        .path(0)
                        .path("message")
                        .path("seq")
                        .asLong())
                .isEqualTo(message.path("seq").asLong());
        eve.join(room);
        assertThat(unreadMentions(eve, room)).isZero();
        assertThat(mentions(message(root, room, message.path("seq").asLong()))).containsExactly("root", "bob");
    }

    @Test
    void mentionAppliesToTheGroupAtTheTimeOfThePost() {
        group("design", bob);
        String room = room(ann, bob, eve);
        long first = said(ann, room, "@design").path("seq").asLong();

        add("design", "eve").expect(204);
        root.delete(person("design", "bob")).expect(204);

        assertThat(mentions(said(ann, room, "@design"))).containsExactly("eve");
        assertThat(mentions(message(ann, room, first))).containsExactly("bob");
        ann.patch("/api/rooms/" + room + "/messages/" + first, Map.of("text", "@design!"))
                .expect(200);
        assertThat(mentions(message(ann, room, first)))
                .as("an edit that keeps the group")
                .containsExactly("bob");
    }

    @Test
    void editAddsAndRemovesGroups() {
        group("design", bob);
        group("ops", eve);
        String room = room(ann, bob, eve);
        long seq = said(ann, room, "@design").path("seq").asLong();
        String path = "/api/rooms/" + room + "/messages/" + seq;

        ann.patch(path, Map.of("text", "@design and @ops")).expect(200);
        assertThat(mentions(message(ann, room, seq))).containsExactly("bob", "eve");
        assertThat(unreadMentions(eve, room)).isOne();
        ann.patch(path, Map.of("text", "@ops and @bob")).expect(200);
        assertThat(mentions(message(ann, room, seq))).containsExactly("bob", "eve");
        assertThat(texts(message(ann, room, seq), "groups")).containsExactly("ops");
        ann.patch(path, Map.of("text", "nobody")).expect(200);
        assertThat(mentions(message(ann, room, seq))).isEmpty();
        assertThat(message(ann, room, seq).has("groups")).isFalse();
        assertThat(unreadMentions(eve, room)).isZero();
        ann.patch(path, Map.of("text", "@design")).expect(200);
        ann.delete(path).expect(200);
        assertThat(message(ann, room, seq).has("groups")).isFalse();
        assertThat(unreadMentions(bob, room)).isZero();
    }

    @Test
    void renamedAndDeletedGroupsStayInOldMessages() {
        group("design", bob);
        String room = room(ann, bob);
        long seq = said(ann, room, "@design").path("seq").asLong();

        root.patch(ADMIN + "/design", Map.of("name", "makers")).expect(200);

        assertThat(texts(message(bob, room, seq), "groups")).containsExactly("design");
        assertThat(mentions(said(ann, room, "@design"))).isEmpty();
        assertThat(mentions(said(ann, room, "@makers"))).containsExactly("bob");
        root.delete(ADMIN + "/makers").expect(204);
        assertThat(mentions(said(ann, room, "@makers"))).isEmpty();
        assertThat(unreadMentions(bob, room)).isEqualTo(2);
    }

    @Test
    void codeLinksAndQuotesMentionNoGroup() {
        group("design", bob);
        String room = room(ann, bob);

        for (String text : List.of(
                "`@design`",
                "```\n@design\n```",
                "> @design",
                "[@design](https://example.org)",
                "\\@design",
                "a@design",
                "@design@example.org",
                "https://example.org/@design")) {
            JsonNode message = said(ann, room, text);
            assertThat(mentions(message)).as(text).isEmpty();
            assertThat(message.has("groups")).as(text).isFalse();
        }
    }

    @Test
    void longestNameOfMemberOrGroupIsMentioned() {
        group("web", bob);
        group("web-team", eve);
        String room = room(ann, bob, eve);

        assertThat(mentions(said(ann, room, "@web-team"))).containsExactly("eve");
        assertThat(mentions(said(ann, room, "@web-site"))).containsExactly("bob");
    }

    @Test
    void textMentionsFiveGroups() {
        IntStream.rangeClosed(1, 6).forEach(i -> group("team" + i, i < 6 ? bob : eve));
        String room = room(ann, bob, eve);

        JsonNode message = said(ann, room, "@team1 @team2 @team3 @team4 @team5 @team6");

        assertThat(texts(message, "groups")).containsExactly("team1", "team2", "team3", "team4", "team5");
        assertThat(mentions(message)).containsExactly("bob");
    }

    @Test
    void groupDeletedWhileMessageIsWrittenDoesNotPreventIt() {
        String room = room(ann, bob);
        for (int round = 0; round < 5; round++) {
            group("design", bob);
            CompletableFuture<JsonNode> said = CompletableFuture.supplyAsync(() -> said(ann, room, "@design"));
            root.delete(ADMIN + "/design").expect(204);
            JsonNode message = said.join();

            assertThat(mentions(message)).isSubsetOf("bob");
        }
    }

    @Test
    void webhookMentionsGroupsOnlyWithPermission() {
        group("design", bob);
        String room = root.makeRoom(SharedServer.unique("room"));
        bob.join(room);
        for (boolean permitted : List.of(false, true)) {
            String url = root.post("/api/rooms/" + room + "/hooks", Map.of("name", "ci", "mentions_here", permitted))
                    .expect(201)
                    .json()
                    .path("post_url")
                    .asString();
            JsonNode message = Person.visiting(server.url())
                    .post(
                            url.substring(url.indexOf("/hooks/")),
                            Map.of("text", "@design broke", "nonce", Person.nonce()))
                    .expect(201)
                    .json();

            assertThat(mentions(message)).isEqualTo(permitted ? List.of("bob") : List.of());
        }
    }

    @Test
    void openPagesAreNotifiedOfChanges() {
        try (Connection socket = ann.connect()) {
            group("design");
            socket.awaitType("groups_changed");
        }
    }
}

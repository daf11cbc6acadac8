package chat.parley.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Json;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(SharedServer.class)
class RoomRoutesIT {

    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>", "'; drop table room; --", "<img src=x onerror=alert(1)>", "\" or 1=1 --");

    private final SharedServer server;

    RoomRoutesIT(SharedServer server) {
        this.server = server;
    }

    @Test
    void generalContainsEverybody() {
        JsonNode general =
                server.someone("ada").get("/api/rooms/general").expect(200).json();

        assertThat(general.path("name").asString()).isEqualTo("general");
        assertThat(general.path("role").asString()).isEqualTo("member");
        assertThat(general.path("owner").isNull()).isTrue();
    }

    @Test
    void creatorOwnsTheRoom() {
        Person ada = server.someone("ada");
        String name = SharedServer.unique("Tea");

        Answer made = ada.post("/api/rooms", Map.of("name", name, "title", "Tea & cake", "topic", "No coffee"))
                .expect(201);

        JsonNode room = made.json();
        assertThat(made.header("Location"))
                .isEqualTo("/api/rooms/" + room.path("id").asString());
        assertThat(ada.get(made.header("Location")).expect(200).json()).isEqualTo(room);
        assertThat(room.propertyNames())
                .contains("id", "name", "title", "topic", "kind", "owner", "role", "last_seq", "read_seq", "unread")
                .contains("revision", "online", "created_at", "archived_at");
        assertThat(room.path("name").asString()).isEqualTo(name);
        assertThat(room.path("title").asString()).isEqualTo("Tea & cake");
        assertThat(room.path("topic").asString()).isEqualTo("No coffee");
        assertThat(room.path("kind").asString()).isEqualTo("public");
        assertThat(room.path("owner").asString()).isEqualTo(ada.username());
        assertThat(room.path("role").asString()).isEqualTo("owner");
        assertThat(room.path("archived_at").isNull()).isTrue();
    }

    @Test
    void titleDefaultsToTheTypedName() {
        Person ada = server.someone("ada");
        String words = "Tea  room " + SharedServer.unique("x");

        JsonNode room = ada.post("/api/rooms", Map.of("name", " " + words + " "))
                .expect(201)
                .json();

        assertThat(room.path("title").asString()).isEqualTo(words.replace("  ", " "));
        assertThat(room.path("name").asString())
                .isEqualTo(words.replace("  ", "-").replace(' ', '-'));
    }

    @Test
    void nameIsTakenCaseInsensitively() {
        Person ada = server.someone("ada");
        String name = SharedServer.unique("café");
        ada.makeRoom(name);

        Answer again = ada.post("/api/rooms", Map.of("name", name.toUpperCase(java.util.Locale.ROOT)))
                .expect(409);

        assertThat(again.code()).isEqualTo("room_exists");
        assertThat(again.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void hundredConcurrentCreationsMakeOneRoom() {
        Person ada = server.someone("ada");
        String name = SharedServer.unique("race");
        ada.csrfToken();

        List<Integer> statuses = IntStream.range(0, 100)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> ada.post("/api/rooms", Map.of("name", name)).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        assertThat(names(ada, "?query=" + name)).containsExactly(name);
    }

    @Test
    void roomIsFoundByNameInAnyScript() {
        Person ada = server.someone("ada");
        for (String word : List.of("café", "日本語", "हिन्दी", "members", "messages", "changes", "read")) {
            String name = SharedServer.unique(word);
            String id = ada.makeRoom(name);
            assertThat(byName(ada, name.toUpperCase(java.util.Locale.ROOT))
                            .expect(200)
                            .json()
                            .path("id")
                            .asString())
                    .isEqualTo(id);
        }
    }

    @Test
    void roomNamedLikeARouteIsFound() {
        Person ada = server.someone("ada");
        for (String name : List.of("members", "messages", "changes", "read", "online", "me", "by-name")) {
            ada.post("/api/rooms", Map.of("name", name));
            assertThat(byName(ada, name).expect(200).json().path("name").asString())
                    .isEqualTo(name);
        }
    }

    @Test
    void invalidNameIsNotFound() {
        Person ada = server.someone("ada");
        for (String name : List.of("no such room", "<b>", "'--", "a.b", "x".repeat(200), "\u202e")) {
            assertThat(byName(ada, name).expect(404).code()).isEqualTo("room_not_found");
        }
        for (String name : List.of("a/b", "\u0000", "%")) { // Rejected by the firewall before routing
            assertThat(byName(ada, name).status()).isEqualTo(400);
        }
    }

    @Test
    void invalidFieldsAreRefusedIndividually() {
        Person ada = server.someone("ada");
        String name = SharedServer.unique("ok");
        assertInvalid(ada, Map.of(), "name", "required");
        assertInvalid(ada, Map.of("name", " "), "name", "name_blank");
        assertInvalid(ada, Map.of("name", "a/b"), "name", "name_invalid");
        assertInvalid(ada, Map.of("name", "x".repeat(65)), "name", "name_too_long");
        assertInvalid(ada, Map.of("name", name, "title", "x".repeat(129)), "title", "title_too_long");
        assertInvalid(ada, Map.of("name", name, "title", "a\u0000"), "title", "title_invalid");
        assertInvalid(ada, Map.of("name", name, "topic", "x".repeat(1001)), "topic", "topic_too_long");
        assertInvalid(ada, Map.of("name", name, "topic", "\u0007"), "topic", "topic_invalid");
        assertInvalid(ada, Map.of("name", name, "kind", "direct"), "kind", "kind_invalid");
        assertInvalid(ada, Map.of("name", name, "kind", "PUBLIC"), "kind", "kind_invalid");
        assertInvalid(ada, Map.of("name", 5), "name", "wrong_type");
        assertInvalid(ada, Map.of("name", List.of(name)), "name", "wrong_type");
        assertThat(ada.post("/api/rooms", "{\"name\":").expect(400).code()).isEqualTo("malformed");
        assertThat(ada.post("/api/rooms", "[]").expect(400).code()).isEqualTo("malformed");
        assertThat(names(ada, "?query=" + name)).isEmpty();
    }

    @Test
    void unknownFieldsAreIgnored() {
        Person ada = server.someone("ada");

        ada.post(
                        "/api/rooms",
                        Map.of("name", SharedServer.unique("x"), "last_seq", 99, "owner", "me", "foo", List.of()))
                .expect(201);
    }

    @Test
    void markupAndSqlInTitlesAndTopicsAreText() {
        Person ada = server.someone("ada");
        for (String words : HOSTILE) {
            JsonNode room = ada.post(
                            "/api/rooms", Map.of("name", SharedServer.unique("x"), "title", words, "topic", words))
                    .expect(201)
                    .json();
            assertThat(room.path("title").asString()).isEqualTo(words);
            assertThat(room.path("topic").asString()).isEqualTo(words);
        }
    }

    @Test
    void privateRoomIsNotFoundOnAnyPath() {
        Person ada = server.someone("ada");
        Person eve = server.someone("eve");
        String name = SharedServer.unique("secret");
        String room = ada.makeRoom(name, "private");
        ada.say(room, "hush");

        for (String id : List.of(room, "nosuchroom")) {
            for (Answer answer : everything(eve, id, ada.username())) {
                assertThat(answer.code()).as("%s", answer.response().request()).isEqualTo("room_not_found");
                assertThat(answer.status()).isEqualTo(404);
                assertThat(answer.text()).doesNotContain(name).doesNotContain(id.equals(room) ? room : "\u0000");
            }
        }
        assertThat(byName(eve, name).expect(404).code()).isEqualTo("room_not_found");
        assertThat(names(eve, "?query=" + name)).isEmpty();
        assertThat(names(ada, "?query=" + name)).containsExactly(name);
        assertThat(ada.get("/api/rooms/" + room)
                        .expect(200)
                        .json()
                        .path("last_seq")
                        .asLong())
                .isEqualTo(1);
    }

    /** Sends one request of each kind for a room. */
    private static List<Answer> everything(Person person, String id, String other) {
        String room = "/api/rooms/" + id;
        return List.of(
                person.get(room),
                person.patch(room, Map.of("title", "x")),
                person.delete(room),
                person.put(room + "/members/me", Map.of()),
                person.delete(room + "/members/me"),
                person.get(room + "/members"),
                person.get(room + "/members/" + other),
                person.get(room + "/members/nosuchbody"),
                person.put(room + "/members/" + other, Map.of()),
                person.put(room + "/members/" + person.username(), Map.of("role", "owner")),
                person.delete(room + "/members/" + other),
                person.get(room + "/messages"),
                person.get(room + "/messages?before=5&limit=3"),
                person.post(room + "/messages", Map.of("nonce", "n", "text", "x")),
                person.patch(room + "/messages/1", Map.of("text", "x")),
                person.patch(room + "/messages/99", Map.of("text", "x")),
                person.delete(room + "/messages/1"),
                person.delete(room + "/messages/99"),
                person.get(room + "/changes?after=0"),
                person.get(room + "/changes?after=99"),
                person.put(room + "/read", Map.of("seq", 1)),
                person.put(room + "/read", Map.of("seq", 99)));
    }

    @Test
    void invalidIdIsNotFound() {
        Person ada = server.someone("ada");
        for (String id : List.of("%20", "x".repeat(300), "%27%20or%201=1", "%3Cb%3E", "a-b")) {
            Answer answer = ada.get("/api/rooms/" + id);
            assertThat(answer.status()).as(id).isIn(400, 404);
        }
        everything(ada, "%00", "x").forEach(answer -> {
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("malformed");
        });
        everything(ada, "a%F0%9F%98%80", "x")
                .forEach(answer -> assertThat(answer.code()).isEqualTo("room_not_found"));
    }

    @Test
    void listContainsPublicAndOwnRooms() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String word = SharedServer.unique("list");
        ada.makeRoom(word + "-a");
        String shared = ada.makeRoom(word + "-b", "private");
        ada.makeRoom(word + "-c", "private");
        ada.put("/api/rooms/" + shared + "/members/" + bob.username(), Map.of()).expect(200);

        List<JsonNode> rooms = rooms(bob, "?query=" + word);

        assertThat(rooms).extracting(room -> room.path("name").asString()).containsExactly(word + "-a", word + "-b");
        assertThat(rooms.get(0).path("role").isNull()).isTrue();
        assertThat(rooms.get(1).path("role").asString()).isEqualTo("member");
    }

    @Test
    void archivedRoomIsListedOnlyForMembers() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        Person eve = server.someone("eve");
        String name = SharedServer.unique("old");
        String room = ada.makeRoom(name);
        bob.join(room);

        ada.delete("/api/rooms/" + room).expect(204);
        ada.delete("/api/rooms/" + room).expect(204);

        assertThat(names(eve, "?query=" + name)).isEmpty();
        assertThat(rooms(bob, "?query=" + name).get(0).path("archived_at").asString())
                .endsWith("Z");
        assertThat(eve.get("/api/rooms/" + room)
                        .expect(200)
                        .json()
                        .path("archived_at")
                        .isNull())
                .isFalse();
        assertThat(bob.post("/api/rooms/" + room + "/messages", Map.of("nonce", "n", "text", "x"))
                        .expect(409)
                        .code())
                .isEqualTo("room_archived");
    }

    @Test
    void queryMatchesNameOrTitleCaseInsensitively() {
        Person ada = server.someone("ada");
        String word = SharedServer.unique("find");
        ada.post("/api/rooms", Map.of("name", word + "-100_percent", "title", "Nothing"))
                .expect(201);
        ada.post("/api/rooms", Map.of("name", word + "-b", "title", "Only 50% of " + word + " Wine"))
                .expect(201);

        String upper = word.toUpperCase(java.util.Locale.ROOT);
        assertThat(names(ada, "?query=" + upper)).containsExactly(word + "-100_percent", word + "-b");
        assertThat(names(ada, "?query=" + upper + "-100_")).containsExactly(word + "-100_percent");
        assertThat(names(ada, "?query=" + upper + "%20wine")).containsExactly(word + "-b");
        assertThat(names(ada, "?query=" + word + "_100")).isEmpty();
        assertThat(names(ada, "?query=" + word + "%25")).isEmpty();
        assertThat(names(ada, "?query=50%25%20OF%20" + word)).containsExactly(word + "-b");
        assertThat(names(ada, "?query=" + word + "!")).isEmpty();
        for (String hostile : HOSTILE) {
            assertThat(names(ada, "?query=" + URLEncoder.encode(hostile + word, StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    @Test
    void invalidQueriesAreRefused() {
        Person ada = server.someone("ada");
        for (String query : List.of("?query=%00", "?after=%00", "?query=" + "x".repeat(300))) {
            assertThat(ada.get("/api/rooms" + query).expect(400).code()).isEqualTo("invalid");
        }
    }

    @Test
    void listIsPaged() {
        Person ada = server.someone("ada");
        String word = SharedServer.unique("page");
        List<String> expected =
                IntStream.range(0, 230).mapToObj(i -> word + "-" + (1000 + i)).toList();
        expected.forEach(ada::makeRoom);

        List<String> found = new ArrayList<>();
        String after = "";
        int pages = 0;
        do {
            JsonNode page = ada.get("/api/rooms?query=" + word + "&after=" + after)
                    .expect(200)
                    .json();
            page.path("rooms")
                    .valueStream()
                    .map(room -> room.path("name").asString())
                    .forEach(found::add);
            after = page.path("next").isNull() ? "" : page.path("next").asString();
            pages++;
        } while (!after.isEmpty());

        assertThat(found).isEqualTo(expected);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void ownersAndModeratorsEditARoom() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        Person eve = server.someone("eve");
        String room = ada.makeRoom(SharedServer.unique("edit"));
        String path = "/api/rooms/" + room;
        bob.join(room);

        assertThat(bob.patch(path, Map.of("title", "Mine")).expect(403).code()).isEqualTo("forbidden");
        assertThat(eve.patch(path, Map.of("title", "Mine")).expect(403).code()).isEqualTo("not_a_member");
        ada.put(path + "/members/" + bob.username(), Map.of("role", "moderator"))
                .expect(200);
        String name = SharedServer.unique("new");
        JsonNode edited = bob.patch(path, Map.of("name", name, "topic", "Changed"))
                .expect(200)
                .json();

        assertThat(edited.path("name").asString()).isEqualTo(name);
        assertThat(edited.path("topic").asString()).isEqualTo("Changed");
        assertThat(edited.path("id").asString()).isEqualTo(room);
        assertThat(byName(eve, name).expect(200).json().path("id").asString()).isEqualTo(room);
        assertThat(bob.patch(path, Map.of("name", "general")).expect(409).code())
                .isEqualTo("room_exists");
        assertThat(bob.patch(path, Map.of("title", " ")).expect(400).code()).isEqualTo("invalid");
        assertThat(bob.patch(path, Map.of()).expect(200).json().path("revision"))
                .isEqualTo(edited.path("revision"));
        assertThat(bob.delete(path).expect(403).code()).isEqualTo("forbidden");
    }

    @Test
    void refusedEditsChangeNothing() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String taken = SharedServer.unique("taken");
        ada.makeRoom(taken);
        String path = "/api/rooms/" + ada.makeRoom(SharedServer.unique("refused"));
        bob.join(path.substring("/api/rooms/".length()));
        ada.put(path + "/members/" + bob.username(), Map.of("role", "moderator"))
                .expect(200);

        JsonNode open = ada.get(path).json();
        for (boolean archived : new boolean[] {true, false}) {
            bob.patch(path, Map.of("title", "New", "archived", archived)).expect(403);
            ada.patch(path, Map.of("title", "\u0000", "archived", archived)).expect(400);
        }
        ada.patch(path, Map.of("name", taken, "archived", true)).expect(409);
        assertThat(ada.get(path).json()).isEqualTo(open);

        JsonNode closed = ada.patch(path, Map.of("archived", true)).expect(200).json();
        bob.patch(path, Map.of("title", "New", "archived", false)).expect(403);
        ada.patch(path, Map.of("title", "New", "archived", true)).expect(409);
        ada.patch(path, Map.of("name", taken, "archived", false)).expect(409);
        assertThat(ada.get(path).json()).isEqualTo(closed);
    }

    @Test
    void joiningAndLeavingAreIdempotent() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("join"));
        String me = "/api/rooms/" + room + "/members/me";

        JsonNode joined = bob.put(me, Map.of()).expect(200).json();
        assertThat(joined.path("role").asString()).isEqualTo("member");
        assertThat(bob.put(me, Map.of()).expect(200).json()).isEqualTo(joined);
        bob.delete(me).expect(204);
        bob.delete(me).expect(204);

        assertThat(bob.get("/api/rooms/" + room).expect(200).json().path("role").isNull())
                .isTrue();
        assertThat(ada.put(me, Map.of()).expect(200).json().path("role").asString())
                .isEqualTo("owner");
        assertThat(ada.delete(me).expect(409).code()).isEqualTo("last_owner");
        assertThat(ada.delete("/api/rooms/general/members/me").expect(403).code())
                .isEqualTo("forbidden");
    }

    @Test
    void membersAreAddedPromotedAndRemoved() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("members"), "private");
        String members = "/api/rooms/" + room + "/members";
        String path = members + "/" + bob.username();

        assertThat(ada.get(path).expect(404).code()).isEqualTo("not_found");
        JsonNode added = ada.put(path, Map.of()).expect(200).json();
        assertThat(added.path("username").asString()).isEqualTo(bob.username());
        assertThat(added.path("role").asString()).isEqualTo("member");
        assertThat(role(ada.put(path, Map.of("role", "moderator")))).isEqualTo("moderator");
        assertThat(role(ada.put(path, Map.of()))).isEqualTo("moderator");
        assertThat(role(bob.get(path.toUpperCase(java.util.Locale.ROOT)
                        .replace(members.toUpperCase(java.util.Locale.ROOT), members))))
                .isEqualTo("moderator");
        assertThat(ada.get(members).expect(200).json().path("members").valueStream())
                .extracting(member -> member.path("role").asString())
                .containsExactlyInAnyOrder("owner", "moderator");
        ada.delete(path).expect(204);
        ada.delete(path).expect(204);

        assertThat(bob.get(members).expect(404).code()).isEqualTo("room_not_found");
        assertThat(ada.get(members).expect(200).json().path("members").size()).isEqualTo(1);
    }

    @Test
    void ownerTransfersTheRoom() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("gift"));
        String members = "/api/rooms/" + room + "/members/";
        bob.join(room);

        ada.put(members + bob.username(), Map.of("role", "owner")).expect(200);

        assertThat(role(ada.get(members + bob.username()))).isEqualTo("owner");
        assertThat(role(ada.get(members + ada.username()))).isEqualTo("moderator");
        assertThat(ada.get("/api/rooms/" + room).json().path("owner").asString())
                .isEqualTo(bob.username());
        ada.delete(members + "me").expect(204);
    }

    @Test
    void invalidMembersAreRefused() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String members = "/api/rooms/" + ada.makeRoom(SharedServer.unique("bad")) + "/members/";

        assertThat(ada.put(members + "nosuchbody", Map.of()).expect(404).code()).isEqualTo("account_not_found");
        assertThat(ada.put(members + "%00", Map.of()).status()).isIn(400, 404);
        assertThat(ada.put(members + bob.username(), Map.of("role", "king"))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        assertThat(ada.put(members + bob.username(), Map.of("role", 1))
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
        assertThat(ada.put(members + ada.username(), Map.of("role", "member"))
                        .expect(403)
                        .code())
                .isEqualTo("forbidden");
        assertThat(bob.put(members + ada.username(), Map.of("role", "member"))
                        .expect(403)
                        .code())
                .isEqualTo("not_a_member");
        assertThat(ada.get(members.substring(0, members.length() - 1) + "?after=%00")
                        .expect(400)
                        .code())
                .isEqualTo("invalid");
    }

    @Test
    void membersOfLargeRoomArePaged() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("crowd"));
        chat.parley.roomlog.LogNode node = new chat.parley.roomlog.LogNode(server.server());
        IntStream.range(0, 250).forEach(i -> node.member(room, "m"));

        List<String> names = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = ada.get("/api/rooms/" + room + "/members?after=" + after)
                    .expect(200)
                    .json();
            page.path("members")
                    .valueStream()
                    .map(member -> member.path("username").asString())
                    .forEach(names::add);
            after = page.path("next").isNull() ? "" : page.path("next").asString();
        } while (!after.isEmpty());

        assertThat(names).hasSize(251);
        assertThat(new HashSet<>(names)).hasSize(251);
    }

    @Test
    void unreadCountsMessagesOfOthersSinceTheReadMark() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("unread"));
        ada.say(room, "before bob");
        bob.join(room);
        assertThat(unread(bob, room)).isZero();

        IntStream.range(0, 4).forEach(i -> ada.say(room, "hello"));
        assertThat(unread(bob, room)).isEqualTo(4);
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", 3)).expect(204);
        assertThat(unread(bob, room)).isEqualTo(2);
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", 2)).expect(204);
        assertThat(unread(bob, room)).isEqualTo(2);
        bob.put("/api/rooms/" + room + "/read", Map.of("seq", 5)).expect(204);
        assertThat(unread(bob, room)).isZero();
    }

    @Test
    void invalidReadMarksAreRefused() {
        Person ada = server.someone("ada");
        String path = "/api/rooms/" + ada.makeRoom(SharedServer.unique("marks")) + "/read";

        for (Object body : List.of(
                Map.of("seq", 0),
                Map.of("seq", -1),
                Map.of("seq", 1),
                Map.of("seq", "1"),
                Map.of("seq", 1.5),
                Map.of("seq", List.of()),
                Map.of(),
                "{\"seq\": null}")) {
            Answer answer = ada.put(path, body).expect(400);
            assertThat(answer.code()).isEqualTo("invalid");
            assertThat(answer.json().path("errors").path(0).path("field").asString())
                    .isEqualTo("seq");
        }
    }

    @Test
    void requestsWithoutASessionAreRefused() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("closed"));
        Person nobody = Person.visiting(server.server().url());

        Stream.concat(
                        everything(nobody, room, ada.username()).stream(),
                        Stream.of(nobody.get("/api/rooms"), nobody.post("/api/rooms", Map.of("name", "x"))))
                .forEach(answer -> assertThat(answer.code()).isEqualTo("not_signed_in"));
    }

    @Test
    void changeWithoutCsrfTokenIsRefused() {
        Person ada = server.someone("ada");
        String name = SharedServer.unique("forged");

        Answer answer = ada.send(ada.request("/api/rooms")
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(Json.write(Map.of("name", name)))));

        assertThat(answer.expect(403).code()).isEqualTo("csrf");
        assertThat(names(ada, "?query=" + name)).isEmpty();
    }

    private static void assertInvalid(Person person, Object room, String field, String code) {
        Answer answer = person.post("/api/rooms", room).expect(400);
        assertThat(answer.code()).isEqualTo("invalid");
        assertThat(answer.json().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
        assertThat(answer.json().path("errors").path(0).path("code").asString()).isEqualTo(code);
    }

    private static Answer byName(Person person, String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        return person.get("/api/rooms/by-name/" + encoded);
    }

    private static List<JsonNode> rooms(Person person, String query) {
        return person.get("/api/rooms" + query)
                .expect(200)
                .json()
                .path("rooms")
                .valueStream()
                .toList();
    }

    private static List<String> names(Person person, String query) {
        return rooms(person, query).stream()
                .map(room -> room.path("name").asString())
                .toList();
    }

    private static String role(Answer answer) {
        return answer.expect(200).json().path("role").asString();
    }

    private static long unread(Person person, String room) {
        JsonNode one = person.get("/api/rooms/" + room).expect(200).json();
        String name = one.path("name").asString();
        assertThat(rooms(person, "?query=" + name).get(0)).isEqualTo(one);
        return one.path("unread").asLong();
    }
}

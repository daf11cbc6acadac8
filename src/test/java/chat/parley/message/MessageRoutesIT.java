package chat.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.roomlog.LogNode;
import chat.parley.roomlog.MessageWrite;
import chat.parley.roomlog.state.Actor;
import chat.parley.support.Answer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(SharedServer.class)
class MessageRoutesIT {

    private final SharedServer server;

    MessageRoutesIT(SharedServer server) {
        this.server = server;
    }

    @Test
    void postReturnsStoredMessage() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("talk"));

        JsonNode posted = post(ada, room, Map.of("nonce", "n1", "text", "hello"))
                .expect(201)
                .json();

        assertThat(posted.path("seq").asLong()).isEqualTo(1);
        assertThat(posted.path("revision").asLong()).isEqualTo(3);
        assertThat(posted.path("author").asString()).isEqualTo(ada.username());
        assertThat(posted.path("text").asString()).isEqualTo("hello");
        assertThat(posted.path("at").asString()).endsWith("Z");
        assertThat(posted.path("edited_at").isNull()).isTrue();
        assertThat(posted.has("deleted")).isFalse();
        assertThat(posted.path("reply_to").isNull()).isTrue();
        assertThat(posted.path("nonce").asString()).isEqualTo("n1");
        JsonNode page = page(ada, room, "");
        assertThat(page.path("messages").path(0)).isEqualTo(posted);
        assertThat(page.path("last_seq").asLong()).isEqualTo(1);
        assertThat(page.path("revision").asLong()).isEqualTo(3);
    }

    @Test
    void textIsStoredUnchanged() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("text"));
        List<String> texts = List.of(
                "<img src=x onerror=alert(1)>",
                "'; drop table message; --",
                "  spaces stay  ",
                "two\nlines\n\nand\ttabs",
                "日本語 العربية हिन्दी 👩‍👩‍👧‍👦 e\u0301",
                "\"quoted\" \\ back & forth",
                "🙂".repeat(4000),
                "\u0007");

        texts.subList(0, 7).forEach(text -> ada.say(room, text));
        ada.say(room, "a\r\nb\rc");

        List<String> stored = texts(page(ada, room, ""));
        assertThat(stored.subList(0, 7)).isEqualTo(texts.subList(0, 7));
        assertThat(stored.get(7)).isEqualTo("a\nb\nc");
    }

    @Test
    void invalidPostsAreRefusedAndNotStored() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("bad"));

        assertRefused(ada, room, Map.of("nonce", "n", "text", ""), "text_blank");
        assertRefused(ada, room, Map.of("nonce", "n", "text", " \n\t\u00a0\u200b\u3000"), "text_blank");
        assertRefused(ada, room, Map.of("nonce", "n"), "text_blank");
        assertRefused(ada, room, Map.of("nonce", "n", "text", "x".repeat(4001)), "text_too_long");
        assertRefused(ada, room, Map.of("nonce", "n", "text", "🙂".repeat(4001)), "text_too_long");
        assertRefused(ada, room, Map.of("nonce", "n", "text", "a\u0000b"), "text_invalid");
        assertRefused(ada, room, "{\"nonce\":\"n\",\"text\":\"a\\ud800\"}", "text_invalid");
        assertRefused(ada, room, Map.of("text", "x"), "invalid");
        assertRefused(ada, room, Map.of("nonce", "", "text", "x"), "invalid");
        assertRefused(ada, room, Map.of("nonce", "n".repeat(65), "text", "x"), "invalid");
        assertRefused(ada, room, Map.of("nonce", "ñ", "text", "x"), "invalid");
        assertRefused(ada, room, Map.of("nonce", "n", "text", 5), "invalid");
        assertRefused(ada, room, Map.of("nonce", "n", "text", List.of("x")), "invalid");
        assertRefused(ada, room, Map.of("nonce", "n", "text", Map.of("a", 1)), "invalid");
        assertRefused(ada, room, Map.of("nonce", "n", "text", "x", "reply_to", "1"), "invalid");
        assertRefused(ada, room, Map.of("nonce", "n", "text", "x", "reply_to", 1.5), "invalid");
        assertRefused(ada, room, "{\"nonce\":\"n\"", "malformed");
        assertRefused(ada, room, "\"text\"", "malformed");
        assertRefused(ada, room, "null", "malformed");
        for (long seq : new long[] {0, -1, 1, Long.MAX_VALUE}) {
            Answer answer = post(ada, room, Map.of("nonce", "n", "text", "x", "reply_to", seq))
                    .expect(404);
            assertThat(answer.code()).isEqualTo("message_not_found");
        }
        assertThat(page(ada, room, "").path("last_seq").asLong()).isZero();
        assertThat(page(ada, room, "").path("revision").asLong()).isEqualTo(2);
    }

    @Test
    void repeatedNonceReturnsFirstPost() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("nonce"));
        bob.join(room);
        JsonNode first = post(ada, room, Map.of("nonce", "n", "text", "once"))
                .expect(201)
                .json();

        assertThat(post(ada, room, Map.of("nonce", "n", "text", "once"))
                        .expect(201)
                        .json())
                .isEqualTo(first);
        assertThat(post(ada, room, Map.of("nonce", "n", "text", "twice"))
                        .expect(409)
                        .code())
                .isEqualTo("nonce_reused");
        assertThat(post(bob, room, Map.of("nonce", "n", "text", "mine"))
                        .expect(201)
                        .json()
                        .path("seq")
                        .asLong())
                .isEqualTo(2);
    }

    @Test
    void replyRefersToItsMessage() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("reply"));
        ada.say(room, "question");

        JsonNode reply = post(ada, room, Map.of("nonce", "n", "text", "answer", "reply_to", 1))
                .expect(201)
                .json();

        assertThat(reply.path("reply_to").asLong()).isEqualTo(1);
    }

    @Test
    void onlyMembersMayPost() {
        Person ada = server.someone("ada");
        Person eve = server.someone("eve");
        String room = ada.makeRoom(SharedServer.unique("closed"));

        assertThat(post(eve, room, Map.of("nonce", "n", "text", "x"))
                        .expect(403)
                        .code())
                .isEqualTo("not_a_member");
        assertThat(page(eve, room, "").path("messages").isEmpty()).isTrue();
    }

    @Test
    void editedTextIsVisibleToEverybody() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("edit"));
        bob.join(room);
        ada.say(room, "frist");
        String path = "/api/rooms/" + room + "/messages/1";

        assertThat(bob.patch(path, Map.of("text", "mine")).expect(403).code()).isEqualTo("forbidden");
        JsonNode edited = ada.patch(path, Map.of("text", "first")).expect(200).json();

        assertThat(edited.path("text").asString()).isEqualTo("first");
        assertThat(edited.path("edited_at").isNull()).isFalse();
        assertThat(edited.path("revision").asLong()).isEqualTo(5);
        assertThat(page(bob, room, "").path("messages").path(0)).isEqualTo(edited);
        assertThat(ada.patch(path, Map.of("text", "first")).expect(200).json()).isEqualTo(edited);
        assertThat(ada.patch(path, Map.of("text", " ")).expect(400).code()).isEqualTo("text_blank");
        assertThat(ada.patch(path, Map.of()).expect(400).code()).isEqualTo("text_blank");
    }

    @Test
    void deletedMessageKeepsNumberAndLosesText() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        Person mod = server.someone("mod");
        String room = ada.makeRoom(SharedServer.unique("gone"));
        bob.join(room);
        mod.join(room);
        ada.put("/api/rooms/" + room + "/members/" + mod.username(), Map.of("role", "moderator"))
                .expect(200);
        bob.say(room, "oops");
        ada.say(room, "hm");
        String path = "/api/rooms/" + room + "/messages/";

        assertThat(bob.delete(path + 2).expect(403).code()).isEqualTo("forbidden");
        JsonNode deleted = mod.delete(path + 1).expect(200).json();

        assertThat(deleted.path("deleted").asBoolean()).isTrue();
        assertThat(deleted.has("text")).isFalse();
        assertThat(deleted.path("author").asString()).isEqualTo(bob.username());
        assertThat(page(ada, room, "").path("messages").path(0)).isEqualTo(deleted);
        assertThat(mod.delete(path + 1).expect(200).json()).isEqualTo(deleted);
        assertThat(bob.patch(path + 1, Map.of("text", "back")).expect(404).code())
                .isEqualTo("message_not_found");
    }

    @Test
    void unknownMessageNumberIsNotFound() {
        Person ada = server.someone("ada");
        String path = "/api/rooms/" + ada.makeRoom(SharedServer.unique("none")) + "/messages/";

        for (String seq : List.of("0", "-1", "1", "9223372036854775807")) {
            assertThat(ada.delete(path + seq).expect(404).code()).isEqualTo("message_not_found");
            assertThat(ada.patch(path + seq, Map.of("text", "x")).expect(404).code())
                    .isEqualTo("message_not_found");
        }
        for (String seq : List.of("x", "1.5", "99999999999999999999", "%00", "1%20or%201=1")) {
            Answer answer = ada.delete(path + seq);
            assertThat(answer.status()).as(seq).isEqualTo(400);
        }
    }

    @Test
    void invalidPageParametersAreRefused() {
        Person ada = server.someone("ada");
        String room = "/api/rooms/" + ada.makeRoom(SharedServer.unique("pages"));

        for (String query : List.of(
                "limit=0",
                "limit=-1",
                "limit=x",
                "limit=",
                "limit=1e3",
                "limit=99999999999999999999",
                "before=0",
                "before=-5",
                "before=x",
                "after=-1",
                "after=null",
                "after=1.5")) {
            Answer answer = ada.get(room + "/messages?" + query).expect(400);
            assertThat(answer.code()).isEqualTo("invalid");
            assertThat(answer.json().path("errors").path(0).path("field").asString())
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
        for (String query : List.of("", "?after=", "?after=-1", "?after=x")) {
            assertThat(ada.get(room + "/changes" + query).expect(400).code()).isEqualTo("invalid");
        }
    }

    @Test
    void longHistoryIsPagedInBothDirections() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("long"));
        fill(ada, room, 1_050);
        List<Long> all = LongStream.rangeClosed(1, 1_050).boxed().toList();

        assertThat(seqs(page(ada, room, ""))).isEqualTo(all.subList(1_000, 1_050));
        assertThat(seqs(page(ada, room, "?limit=100000"))).isEqualTo(all.subList(850, 1_050));
        assertThat(seqs(page(ada, room, "?after=10&limit=5"))).containsExactly(11L, 12L, 13L, 14L, 15L);
        assertThat(seqs(page(ada, room, "?before=10&limit=5"))).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(seqs(page(ada, room, "?after=3&before=6"))).containsExactly(4L, 5L);
        assertThat(seqs(page(ada, room, "?before=1"))).isEmpty();
        assertThat(seqs(page(ada, room, "?after=1050"))).isEmpty();
        assertThat(seqs(page(ada, room, "?after=9223372036854775807"))).isEmpty();

        List<Long> up = new ArrayList<>();
        for (List<Long> page = seqs(page(ada, room, "")); !page.isEmpty(); ) {
            up.addAll(0, page);
            page = seqs(page(ada, room, "?limit=200&before=" + page.get(0)));
        }
        assertThat(up).isEqualTo(all);
        List<Long> down = new ArrayList<>();
        for (List<Long> page = seqs(page(ada, room, "?after=0")); !page.isEmpty(); ) {
            down.addAll(page);
            page = seqs(page(ada, room, "?limit=200&after=" + page.get(page.size() - 1)));
        }
        assertThat(down).isEqualTo(all);
    }

    @Test
    void changesSinceRevisionLeadToFreshState() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("resume"));
        bob.join(room);
        IntStream.range(0, 30).forEach(i -> ada.say(room, "text " + i));
        JsonNode before = page(bob, room, "?limit=200");

        ada.patch("/api/rooms/" + room + "/messages/3", Map.of("text", "edited"))
                .expect(200);
        ada.delete("/api/rooms/" + room + "/messages/4").expect(200);
        IntStream.range(0, 5).forEach(i -> bob.say(room, "more " + i));
        bob.delete("/api/rooms/" + room + "/messages/33").expect(200);
        ada.patch("/api/rooms/" + room, Map.of("title", "New title")).expect(200);
        bob.delete("/api/rooms/" + room + "/members/me").expect(204);
        JsonNode changes = changes(ada, room, before.path("revision").asLong());

        JsonNode after = page(ada, room, "?limit=200");
        assertThat(changes.path("reset").asBoolean()).isFalse();
        assertThat(changes.path("revision")).isEqualTo(after.path("revision"));
        assertThat(kinds(changes))
                .containsOnlyOnce("room", "member", "notice")
                .contains("message")
                .hasSize(10);
        Map<Long, JsonNode> held = new HashMap<>();
        before.path("messages")
                .valueStream()
                .forEach(one -> held.put(one.path("seq").asLong(), one));
        changes.path("changes")
                .valueStream()
                .filter(one -> one.has("message"))
                .map(one -> one.path("message"))
                .forEach(one -> held.put(one.path("seq").asLong(), one));
        assertThat(held.values())
                .containsExactlyInAnyOrderElementsOf(
                        after.path("messages").valueStream().toList());
        assertThat(changes.path("changes").valueStream())
                .filteredOn(one -> one.has("member"))
                .extracting(one -> one.path("member").path("joined").asBoolean())
                .containsExactly(false);
    }

    @Test
    void upToDateRevisionHasNoChanges() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("still"));
        ada.say(room, "x");

        JsonNode changes = changes(ada, room, 3);

        assertThat(changes.path("changes").isEmpty()).isTrue();
        assertThat(changes.path("reset").asBoolean()).isFalse();
        assertThat(changes.path("revision").asLong()).isEqualTo(3);
    }

    @Test
    void moreThanFiveHundredChangesCauseReset() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("much"));
        fill(ada, room, 500);
        JsonNode all = changes(ada, room, 2);
        assertThat(all.path("reset").asBoolean()).isFalse();
        assertThat(all.path("changes").size()).isEqualTo(500);

        ada.say(room, "one more");
        JsonNode reset = changes(ada, room, 2);

        assertThat(reset.path("reset").asBoolean()).isTrue();
        assertThat(reset.path("revision").asLong()).isEqualTo(503);
        assertThat(kinds(reset)).filteredOn("message"::equals).hasSize(50);
        assertThat(kinds(reset)).containsOnlyOnce("room", "member");
    }

    @Test
    void unknownRevisionCausesReset() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("other"));
        ada.say(room, "x");

        JsonNode changes = changes(ada, room, 1_000_000);

        assertThat(changes.path("reset").asBoolean()).isTrue();
        assertThat(changes.path("revision").asLong()).isEqualTo(3);
        assertThat(kinds(changes)).containsExactlyInAnyOrder("room", "member", "message");
    }

    @Test
    void postMarksRoomReadForAuthor() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("own"));
        bob.join(room);
        ada.say(room, "one");
        bob.say(room, "two");

        org.awaitility.Awaitility.await().until(() -> unread(bob, room) == 0 && unread(ada, room) == 1);
    }

    private void fill(Person author, String room, int messages) {
        LogNode node = new LogNode(server.server());
        Actor actor = node.actorOf(author.username());
        Flux.range(0, messages)
                .flatMap(i -> node.log().write(room, new MessageWrite.Post(actor, "n" + i, "text " + i, null)), 256)
                .blockLast(LogNode.TIMEOUT);
    }

    private static void assertRefused(Person person, String room, Object body, String code) {
        assertThat(post(person, room, body).expect(400).code()).isEqualTo(code);
    }

    private static Answer post(Person person, String room, Object body) {
        return person.post("/api/rooms/" + room + "/messages", body);
    }

    private static JsonNode page(Person person, String room, String query) {
        return person.get("/api/rooms/" + room + "/messages" + query)
                .expect(200)
                .json();
    }

    private static JsonNode changes(Person person, String room, long after) {
        return person.get("/api/rooms/" + room + "/changes?after=" + after)
                .expect(200)
                .json();
    }

    private static List<Long> seqs(JsonNode page) {
        return page.path("messages")
                .valueStream()
                .map(one -> one.path("seq").asLong())
                .toList();
    }

    private static List<String> texts(JsonNode page) {
        return page.path("messages")
                .valueStream()
                .map(one -> one.path("text").asString())
                .toList();
    }

    private static List<String> kinds(JsonNode changes) {
        return changes.path("changes")
                .valueStream()
                .flatMap(one -> one.propertyNames().stream())
                .toList();
    }

    private static long unread(Person person, String room) {
        return person.get("/api/rooms/" + room)
                .expect(200)
                .json()
                .path("unread")
                .asLong();
    }
}

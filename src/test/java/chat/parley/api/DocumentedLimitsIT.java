package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each limit that the documentation states for texts and lists is reached, and exceeded by one. */
class DocumentedLimitsIT {

    /** The bytes of a chunk without data. */
    private static final int PNG_CHUNK = 12;

    private static ParleyServer server;
    private static Person ann;
    private static String room;

    /**
     * @param request makes a request whose field has this size
     * @param code of the refusal, or of its only error
     */
    private record Limit(String name, int most, IntFunction<Answer> request, String code) {}

    @BeforeAll
    static void start() {
        server = ParleyServer.with().property("parley.guests.enabled", "true").start();
        ann = Person.signUp(server, "ann");
        room = ann.makeRoom("limits");
        ann.say(room, "first");
        Person.signUp(server, "bob");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Stream<Limit> limits() {
        String inRoom = "/api/rooms/" + room;
        return Stream.of(
                new Limit("username", 32, size -> signUp(name(size), Person.PASSWORD), "too_long"),
                new Limit(
                        "guest",
                        32,
                        size -> visitor().post("/api/session/guest", Map.of("username", name(size))),
                        "too_long"),
                new Limit("password", 128, size -> signUp(name(12), words(size)), "too_long"),
                new Limit(
                        "display name",
                        64,
                        size -> ann.patch("/api/account", Map.of("display_name", words(size))),
                        "too_long"),
                new Limit("token name", 64, size -> token(words(size), 3600), "too_long"),
                new Limit("token lifetime", 316_224_000, size -> token("t", size), "out_of_range"),
                new Limit(
                        "invite lifetime",
                        31_622_400,
                        size -> ann.post(inRoom + "/invites", Map.of("expires_in_seconds", size)),
                        "out_of_range"),
                new Limit(
                        "invite uses",
                        100_000,
                        size -> ann.post(inRoom + "/invites", Map.of("uses", size)),
                        "out_of_range"),
                new Limit("room name", 64, size -> ann.post("/api/rooms", Map.of("name", name(size))), "name_too_long"),
                new Limit(
                        "room title",
                        128,
                        size -> ann.post("/api/rooms", Map.of("title", words(size))),
                        "title_too_long"),
                new Limit(
                        "room topic", 1_000, size -> ann.patch(inRoom, Map.of("topic", words(size))), "topic_too_long"),
                new Limit(
                        "ban reason",
                        500,
                        size -> ann.put(inRoom + "/bans/bob", Map.of("reason", words(size))),
                        "reason_too_long"),
                new Limit("message", 4_000, size -> post("n" + size, words(size)), "text_too_long"),
                new Limit(
                        "edit",
                        4_000,
                        size -> ann.patch(inRoom + "/messages/1", Map.of("text", words(size))),
                        "text_too_long"),
                new Limit("nonce", 64, size -> post(name(size), "text"), "invalid"),
                new Limit("search", 256, size -> ann.get("/api/search?query=" + "x".repeat(size)), "query_invalid"),
                new Limit(
                        "search words",
                        10,
                        size -> ann.get("/api/search?query=" + list(size, "%20", i -> "w" + i)),
                        "query_invalid"),
                new Limit("rooms query", 256, size -> ann.get("/api/rooms?query=" + "x".repeat(size)), "invalid"),
                new Limit("people query", 128, size -> ann.get("/api/accounts?query=" + "x".repeat(size)), "invalid"),
                new Limit(
                        "members by name",
                        100,
                        size -> ann.get(inRoom + "/members?usernames=" + list(size, ",", i -> "n" + i)),
                        "invalid"),
                new Limit("direct conversation", 9, DocumentedLimitsIT::direct, "too_many"),
                new Limit("reactions", 20, DocumentedLimitsIT::reactions, "too_many_reactions"),
                new Limit("people per emoji", 100, DocumentedLimitsIT::people, "too_many_reactions"),
                new Limit(
                        "marks on a letter of a title",
                        8,
                        size -> ann.patch(inRoom, Map.of("title", "x" + "\u0326".repeat(size))),
                        "title_invalid"),
                new Limit(
                        "marks on a letter of a topic",
                        8,
                        size -> ann.patch(inRoom, Map.of("topic", "x" + "\u0326".repeat(size))),
                        "topic_invalid"),
                new Limit("files", 10, DocumentedLimitsIT::files, "too_many"),
                new Limit("picture description", 1_000, DocumentedLimitsIT::description, "alt_too_long"),
                new Limit("rows of 8,000 pixels", 5_000, DocumentedLimitsIT::picture, "file_too_large"),
                new Limit("preview", 1024 * 1024, DocumentedLimitsIT::preview, "file_too_large"),
                administration("accounts"),
                administration("rooms"),
                administration("messages"),
                new Limit("pins", 100, DocumentedLimitsIT::pins, "too_many_pins"),
                new Limit("saved messages", 1_000, DocumentedLimitsIT::saved, "too_many_saved"),
                new Limit("reminder", 1_000, DocumentedLimitsIT::reminder, "too_long"),
                new Limit("reminders", 100, DocumentedLimitsIT::reminders, "too_many_reminders"),
                new Limit("push subscriptions", 16, DocumentedLimitsIT::subscriptions, "too_many_subscriptions"),
                new Limit("tokens", 50, DocumentedLimitsIT::tokens, "too_many_tokens"));
    }

    @TestFactory
    Stream<DynamicTest> limitIsAllowedAndOneMoreIsRefused() {
        return limits().map(limit -> DynamicTest.dynamicTest(limit.name(), () -> {
            Answer allowed = limit.request().apply(limit.most());
            assertThat(allowed.status()).as(allowed.text()).isBetween(200, 299);
            Answer refused = limit.request().apply(limit.most() + 1);
            assertThat(refused.status()).as(refused.text()).isBetween(400, 413);
            assertThat(codes(refused)).contains(limit.code());
        }));
    }

    @Test
    void shortestNamesAndPasswordsAreTheDocumentedOnes() {
        String unique = SharedServer.unique("").substring(1);
        assertThat(codes(signUp(unique.substring(0, 1), Person.PASSWORD))).contains("too_short");
        signUp(unique.substring(0, 2), Person.PASSWORD).expect(201);
        assertThat(codes(signUp(name(12), "u8#kQ2z"))).contains("too_short");
        signUp(name(12), "u8#kQ2zW").expect(201);
    }

    @Test
    void pagesAreNoLongerThanDocumented() {
        String full = ann.makeRoom(SharedServer.unique("full"));
        IntStream.range(0, 201).forEach(i -> ann.say(full, "message " + i));
        String messages = "/api/rooms/" + full + "/messages";
        assertThat(ann.get(messages).json().path("messages")).hasSize(50);
        assertThat(ann.get(messages + "?limit=200").json().path("messages")).hasSize(200);
        assertThat(ann.get(messages + "?limit=201").json().path("messages")).hasSize(200);
        assertThat(ann.get("/api/search?query=message&limit=50").json().path("results"))
                .hasSize(50);
        assertThat(ann.get("/api/search?query=message&limit=51").json().path("results"))
                .hasSize(50);
    }

    private static Answer direct(int others) {
        List<String> names =
                IntStream.range(0, others).mapToObj(i -> "friend-" + i).toList();
        names.forEach(name -> signUp(name, Person.PASSWORD));
        return ann.post("/api/rooms/direct", Map.of("usernames", names));
    }

    private static Answer reactions(int different) {
        List<Answer> answers = new ArrayList<>();
        post("reactions", "text").expect(201);
        int seq = ann.get("/api/rooms/" + room).json().path("last_seq").asInt();
        for (int i = 0; i < different; i++) {
            String emoji = Character.toString(0x1F600 + i);
            answers.add(ann.put("/api/rooms/" + room + "/messages/" + seq + "/reactions/" + encoded(emoji), ""));
        }
        return answers.get(different - 1);
    }

    private static Limit administration(String list) {
        return new Limit(
                "administration of " + list,
                256,
                size -> ann.get("/api/admin/" + list + "?query=" + "x".repeat(size)),
                "invalid");
    }

    /** Each call adds the people that are missing, and returns the last one's answer. */
    private static Answer people(int count) {
        String messages = "/api/rooms/" + room + "/messages/1";
        int present = ann.get("/api/rooms/" + room + "/messages?after=0&limit=1")
                .json()
                .at("/messages/0/reactions/0/by")
                .size();
        List<Answer> answers = IntStream.range(present, count)
                .mapToObj(i -> guest().join(room).put(messages + "/reactions/" + encoded("\uD83D\uDC4D"), ""))
                .toList();
        return answers.get(answers.size() - 1);
    }

    private static Person guest() {
        Person guest = visitor();
        guest.post("/api/session/guest", Map.of("username", name(12))).expect(201);
        return guest;
    }

    private static Answer files(int count) {
        List<String> files = IntStream.range(0, count)
                .mapToObj(i -> upload("text/plain", ("file " + i).getBytes(StandardCharsets.UTF_8)))
                .map(answer -> answer.expect(201).json().path("id").asString())
                .toList();
        return ann.post(
                "/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", "", "files", files));
    }

    /** A picture of one bit per pixel, which needs little memory. */
    private static Answer description(int size) {
        String path = "/api/rooms/" + room + "/files/" + Person.nonce();
        String id = ann.upload(path, "picture.png", "image/png", paddedPng(1000))
                .expect(201)
                .json()
                .path("id")
                .asString();
        return ann.patch("/api/files/" + id, Map.of("alt", words(size)));
    }

    private static Answer picture(int rows) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(8_000, rows, BufferedImage.TYPE_BYTE_BINARY), "png", out);
            return upload("image/png", out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores a preview of this many bytes, most of which are in a chunk that no reader knows. */
    private static Answer preview(int size) {
        String file = upload("text/plain", Person.nonce().getBytes(StandardCharsets.UTF_8))
                .expect(201)
                .json()
                .path("id")
                .asString();
        return ann.upload("/api/files/" + file + "/preview", "preview", "image/png", paddedPng(size));
    }

    private static byte[] paddedPng(int size) {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_BINARY), "png", out);
            byte[] png = out.toByteArray();
            int end = png.length - PNG_CHUNK;
            ByteBuffer chunk = ByteBuffer.allocate(size - png.length);
            chunk.putInt(chunk.capacity() - PNG_CHUNK).put("paDd".getBytes(StandardCharsets.US_ASCII));
            CRC32 sum = new CRC32();
            sum.update(chunk.array(), Integer.BYTES, chunk.capacity() - 2 * Integer.BYTES);
            chunk.putInt(chunk.capacity() - Integer.BYTES, (int) sum.getValue());
            return ByteBuffer.allocate(size)
                    .put(png, 0, end)
                    .put(chunk.array())
                    .put(png, end, PNG_CHUNK)
                    .array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer upload(String type, byte[] bytes) {
        return ann.upload("/api/rooms/" + room + "/files/" + Person.nonce(), "file", type, bytes);
    }

    private static Answer pins(int count) {
        return marks("pin", count);
    }

    private static Answer reminder(int length) {
        return ann.post(
                "/api/reminders", Map.of("nonce", Person.nonce(), "text", "x".repeat(length), "delay_ms", 3_600_000));
    }

    /** Sets reminders until there are as many; returns the last answer. */
    private static Answer reminders(int count) {
        Answer last = null;
        for (int i = ann.get("/api/reminders").json().path("reminders").size(); i < count; i++) {
            last = ann.post("/api/reminders", Map.of("nonce", Person.nonce(), "text", "x", "delay_ms", 3_600_000));
        }
        return Objects.requireNonNull(last);
    }

    private static Answer saved(int count) {
        return marks("saved", count);
    }

    /** Marks as many messages, of which the first ones may be marked already; returns the last answer. */
    private static Answer marks(String mark, int count) {
        String messages = "/api/rooms/" + room + "/messages";
        int posted = ann.get("/api/rooms/" + room).json().path("last_seq").asInt();
        for (int i = posted; i < count; i++) {
            post("marked " + i, "text").expect(201);
        }
        for (int seq = 1; seq < count; seq++) {
            ann.put(messages + "/" + seq + "/" + mark, "");
        }
        return ann.put(messages + "/" + count + "/" + mark, "");
    }

    private static Answer tokens(int count) {
        int present = ann.get("/api/account/tokens").json().path("tokens").size();
        for (int i = present; i < count - 1; i++) {
            token("t" + i, 3600).expect(201);
        }
        return token("last", 3600);
    }

    private static Answer subscriptions(int count) {
        for (int i = 1; i < count; i++) {
            assertThat(subscription(i).status()).isIn(200, 201);
        }
        return subscription(count);
    }

    private static Answer subscription(int number) {
        return ann.put(
                "/api/push/d" + number,
                Map.of(
                        "endpoint",
                        "https://example.org/" + number,
                        "keys",
                        Map.of(
                                "p256dh",
                                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                                "auth",
                                "BTBZMqHH6r4Tts7J_aSIgg")));
    }

    private static Answer token(String name, int seconds) {
        return ann.post(
                "/api/account/tokens", Map.of("name", name, "scopes", List.of("read"), "expires_in_seconds", seconds));
    }

    private static Answer post(String nonce, String text) {
        return ann.post("/api/rooms/" + room + "/messages", Map.of("nonce", nonce, "text", text));
    }

    private static Answer signUp(String name, String password) {
        return visitor().post("/api/accounts", Map.of("username", name, "password", password));
    }

    private static Person visitor() {
        return Person.visiting(server.url());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A new name. */
    private static String name(int length) {
        return (SharedServer.unique("n") + "x".repeat(length)).substring(0, length);
    }

    private static String words(int length) {
        return "many different words ".repeat(length).substring(0, length - 1) + "x";
    }

    private static String list(int size, String separator, Function<Integer, String> item) {
        return IntStream.range(0, size).boxed().map(item).collect(Collectors.joining(separator));
    }

    private static List<String> codes(Answer answer) {
        return Stream.concat(
                        Stream.of(answer.code()),
                        answer.json()
                                .path("errors")
                                .valueStream()
                                .map(error -> error.path("code").asString()))
                .toList();
    }
}

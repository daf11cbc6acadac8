package chat.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import chat.parley.text.Folding;
import chat.parley.text.VisibleText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Search finds the same as a scan of all texts, in any script, on each database. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class SearchIT {

    /** Scripts with and without case, spaces between words and composed letters; and the wildcards of databases. */
    private static final List<String> ALPHABETS = List.of(
            "abcABC ",
            "straßeSTRASSE ",
            "éÉe\u0301ǅﬁﬃ",
            "жЖяЯ ",
            "σςΣΩω ",
            "東京都今日は",
            "한국어 ",
            "مرحبا ",
            "नमस्ते",
            "ไทย",
            "%_!\\'\"",
            "👍🏽👨‍👩‍👧❤️",
            "①②ＡＢａｂ",
            "oO'`’ʼ´bB ",
            "øØłŁđæÆœıäÄåñ",
            "カガかがハパ\u3099\u309A",
            "שָׁלוֹם מَرْ",
            "iİıI",
            "\n\t ");

    private final SharedServer node;
    private Person ann;
    private Person bob;

    SearchIT(SharedServer node) {
        this.node = node;
    }

    @BeforeEach
    void people() {
        ann = node.someone("ann");
        bob = node.someone("bob");
    }

    private static JsonNode page(Person person, String query, String rest) {
        return person.get("/api/search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + rest)
                .expect(200)
                .json();
    }

    /** Returns the rooms and numbers of the messages on all pages of a search, in order. */
    private static List<String> all(Person person, String query, int limit) {
        List<String> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = page(person, query, "&limit=" + limit + after);
            page.path("results")
                    .forEach(result -> all.add(result.path("room").path("name").asString() + "/"
                            + result.path("message").path("seq").asLong()));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asString();
        } while (!after.isEmpty());
        return all;
    }

    @Test
    void searchEqualsScanOfAllTexts() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("SearchIT: parley.seed=" + seed);
        Random random = new Random(seed);
        String name = SharedServer.unique("brute");
        String room = ann.makeRoom(name);
        List<String> texts = new ArrayList<>();
        try (Connection socket = ann.connect()) {
            socket.open(room);
            for (int i = 1; i <= 400; i++) {
                texts.add(text(random));
                socket.send("type", "post", "room", room, "nonce", "n" + i, "text", texts.get(i - 1));
            }
            socket.until("all are stored", () -> socket.messages(room).size() == 400);
        }
        for (int i = 0; i < 40; i++) {
            change(random, room, texts);
        }
        unfold(random, room);

        for (int i = 0; i < 150; i++) {
            String term = term(random, texts);
            String query = "in:" + name + " \"" + term + "\"";
            List<String> expected = IntStream.rangeClosed(1, texts.size())
                    .mapToObj(seq -> texts.size() + 1 - seq)
                    .filter(seq -> Folding.fold(texts.get(seq - 1)).contains(Folding.fold(term)))
                    .filter(seq -> !texts.get(seq - 1).isEmpty())
                    .map(seq -> name + "/" + seq)
                    .toList();
            assertThat(all(ann, query, 1 + random.nextInt(50)))
                    .as("<%s> with seed %s", term, seed)
                    .isEqualTo(expected);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder("x");
        for (int words = random.nextInt(6); words >= 0; words--) {
            int[] letters =
                    ALPHABETS.get(random.nextInt(ALPHABETS.size())).codePoints().toArray();
            for (int length = random.nextInt(8); length >= 0; length--) {
                text.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
        }
        return text.toString();
    }

    /** Returns a part of some text, in a different but equivalent spelling. */
    private static String term(Random random, List<String> texts) {
        String term = "";
        while (!VisibleText.showsSomething(Folding.fold(term))) {
            int[] text = texts.get(random.nextInt(texts.size()))
                    .replace("\"", "")
                    .codePoints()
                    .toArray();
            int from = random.nextInt(text.length + 1);
            term = new String(text, from, Math.min(text.length - from, 1 + random.nextInt(5)));
        }
        return switch (random.nextInt(3)) {
            case 0 -> term.toUpperCase(Locale.ROOT);
            case 1 -> term.toLowerCase(Locale.ROOT);
            default -> term;
        };
    }

    private void change(Random random, String room, List<String> texts) {
        int seq = 1 + random.nextInt(texts.size());
        String path = "/api/rooms/" + room + "/messages/" + seq;
        if (random.nextInt(3) == 0) {
            ann.delete(path).expect(200);
            texts.set(seq - 1, "");
        } else if (!texts.get(seq - 1).isEmpty()) {
            texts.set(seq - 1, text(random));
            ann.patch(path, Map.of("text", texts.get(seq - 1))).expect(200);
        }
    }

    /** Makes some messages look as if a node of a former version had stored or edited them. */
    private void unfold(Random random, String room) {
        DatabaseClient database = node.server().bean(DatabaseClient.class);
        for (String what : List.of(
                "search_text = null, search_revision = null, search_rule = null",
                "search_text = 'stale', search_revision = 0",
                "search_text = 'otherwise', search_rule = 1",
                "search_text = 'otherwise', search_rule = 99")) {
            database.sql("update message set " + what + " where room_id = :room and mod(seq, 7) = :rest")
                    .bind("room", room)
                    .bind("rest", random.nextInt(7))
                    .then()
                    .block(Duration.ofSeconds(5));
        }
    }

    @Test
    void textsOfFormerVersionAreFoldedLater() {
        String room = ann.makeRoom(SharedServer.unique("former"));
        ann.say(room, "Straße");
        ann.say(room, "deleted by a former version");
        unfold(new Random(1), room);
        DatabaseClient database = node.server().bean(DatabaseClient.class);
        database.sql("update message set search_revision = 0, text = null, search_text = 'a copy' where room_id ="
                        + " :room and seq = 2")
                .bind("room", room)
                .then()
                .block(Duration.ofSeconds(5));

        node.server().bean(FoldingMigration.class).all().block(Duration.ofSeconds(30));

        List<String> folded = database.sql(
                        "select coalesce(search_text, '-') || ' ' || (search_revision - revision) || ' ' ||"
                                + " search_rule as f from message where room_id = :room order by seq")
                .bind("room", room)
                .map(row -> String.valueOf(row.get("f")))
                .all()
                .collectList()
                .block(Duration.ofSeconds(5));
        assertThat(folded).containsExactly("strasse 0 2", "- 0 2");
    }

    @Test
    void onlyReadableMessagesAreFound() {
        String word = "w" + SharedServer.unique("").replace("-", "");
        String open = SharedServer.unique("open");
        String closed = SharedServer.unique("closed");
        String publicRoom = ann.makeRoom(open);
        String privateRoom = ann.makeRoom(closed, "private");
        ann.say(publicRoom, "public " + word);
        ann.say(privateRoom, "private " + word);

        assertThat(all(ann, word, 10)).containsExactlyInAnyOrder(open + "/1", closed + "/1");
        assertThat(all(bob, word, 10)).containsExactly(open + "/1");
        assertThat(all(bob, word + " in:" + closed, 10)).isEmpty();

        String member = "/api/rooms/" + privateRoom + "/members/" + bob.username();
        ann.put(member, Map.of()).expect(200);
        assertThat(all(bob, word + " in:" + closed, 10)).containsExactly(closed + "/1");
        ann.delete(member).expect(204);
        assertThat(all(bob, word, 10)).containsExactly(open + "/1");
    }

    @Test
    void allWordsMustOccurAndFiltersApply() {
        String word = "w" + SharedServer.unique("").replace("-", "");
        String name = SharedServer.unique("filters");
        String room = ann.makeRoom(name);
        bob.join(room);
        ann.say(room, word + " the quick brown fox");
        bob.say(room, "brown " + word + " quick");
        bob.say(room, "something else");

        assertThat(all(ann, word + " BROWN quick", 10)).containsExactly(name + "/2", name + "/1");
        assertThat(all(ann, word + " \"quick brown\"", 10)).containsExactly(name + "/1");
        assertThat(all(ann, word + " from:" + bob.username().toUpperCase(Locale.ROOT), 10))
                .containsExactly(name + "/2");
        assertThat(all(ann, "in:" + name + " from:" + bob.username(), 1)).containsExactly(name + "/3", name + "/2");
        assertThat(all(ann, word + " from:nobody-of-this-name", 10)).isEmpty();
        JsonNode found = page(ann, "\"the quick", "").path("results").path(0);
        assertThat(found.path("message"))
                .isEqualTo(ann.get("/api/rooms/" + room + "/messages")
                        .json()
                        .path("messages")
                        .path(0));
        assertThat(found.path("room").path("id").asString()).isEqualTo(room);
    }

    @Test
    void accentsApostrophesAndWidthDoNotMatter() {
        String word = "w" + SharedServer.unique("").replace("-", "");
        String name = SharedServer.unique("accents");
        String room = ann.makeRoom(name);
        ann.say(room, word + " Crème brûlée in the café");
        ann.say(room, word + " O’Brien’s cafe");
        ann.say(room, word + " ＣＡＦＥ Łódź");

        assertThat(all(ann, word + " cafe", 10)).containsExactly(name + "/3", name + "/2", name + "/1");
        assertThat(all(ann, word + " CAFÉ", 10)).containsExactly(name + "/3", name + "/2", name + "/1");
        assertThat(all(ann, word + " \"creme brulee\"", 10)).containsExactly(name + "/1");
        assertThat(all(ann, word + " “creme brulee”", 10)).containsExactly(name + "/1");
        assertThat(all(ann, word + " o'brien", 10)).containsExactly(name + "/2");
        assertThat(all(ann, word + " obriens", 10)).containsExactly(name + "/2");
        assertThat(all(ann, word + " lodz", 10)).containsExactly(name + "/3");
    }

    @Test
    void namesInFiltersMayHaveTheirPrefix() {
        String name = SharedServer.unique("signs");
        String room = ann.makeRoom(name);
        ann.say(room, "something");

        assertThat(all(ann, "in:#" + name + " from:@" + ann.username(), 10)).containsExactly(name + "/1");
    }

    @Test
    void daysBoundASearchInTheRequestedTimeZone() {
        String word = "w" + SharedServer.unique("").replace("-", "");
        String name = SharedServer.unique("days");
        String room = ann.makeRoom(name);
        List<String> times = List.of(
                "2026-03-27T22:59:59.999Z", "2026-03-27T23:00:00Z", "2026-03-28T12:00:00Z", "2026-03-28T23:00:00Z");
        for (int seq = 1; seq <= times.size(); seq++) {
            ann.say(room, word + " " + seq);
            node.server()
                    .bean(DatabaseClient.class)
                    .sql("update message set created_at = :at where room_id = :room and seq = :seq")
                    .bind("at", Instant.parse(times.get(seq - 1)))
                    .bind("room", room)
                    .bind("seq", seq)
                    .then()
                    .block(Duration.ofSeconds(5));
        }
        for (String query : List.of(word, "in:" + name)) {
            assertThat(days(query + " before:2026-03-28", name, "UTC")).containsExactly(2, 1);
            assertThat(days(query + " after:2026-03-28", name, "UTC")).isEmpty();
            assertThat(days(query + " after:2026-03-27", name, "UTC")).containsExactly(4, 3);
            assertThat(days(query + " on:2026-03-28", name, "UTC")).containsExactly(4, 3);
            assertThat(days(query + " before:2026-03-28", name, "Europe/Berlin"))
                    .containsExactly(1);
            assertThat(days(query + " on:2026-03-28", name, "Europe/Berlin")).containsExactly(3, 2);
            assertThat(days(query + " after:2026-03-27 before:2026-03-29", name, "Europe/Berlin"))
                    .containsExactly(3, 2);
        }
        ann.get("/api/search?query=on:2026-03-28&zone=Nowhere/Else").expect(400);
    }

    private List<Integer> days(String query, String room, String zone) {
        List<Integer> found = new ArrayList<>();
        page(ann, query, "&limit=50&zone=" + zone).path("results").forEach(result -> {
            if (result.path("room").path("name").asString().equals(room)) {
                found.add(result.path("message").path("seq").asInt());
            }
        });
        return found;
    }

    @Test
    void oldestMessageIsFoundAcrossAllRooms() {
        String needle = "n" + SharedServer.unique("").replace("-", "");
        String name = SharedServer.unique("many");
        String room = ann.makeRoom(name);
        ann.say(room, "a " + needle + " in the hay");
        try (Connection socket = ann.connect()) {
            socket.open(room);
            for (int i = 2; i <= 9_001; i++) {
                socket.send("type", "post", "room", room, "nonce", "n" + i, "text", "hay number " + i);
                if (i % 1_000 == 1) {
                    socket.awaitText(room, "hay number " + i);
                }
            }
        }
        assertThat(all(bob, needle.toUpperCase(Locale.ROOT), 10)).containsExactly(name + "/1");
        assertThat(all(bob, "in:" + name + " " + needle.substring(3, 5) + " hay a", 10))
                .contains(name + "/1");
        assertThat(all(bob, "in:" + name + " \"y n\"", 50)).hasSize(9_000);
        assertThat(new TreeSet<>(all(bob, "\"hay number 9\"", 50)))
                .isEqualTo(IntStream.rangeClosed(2, 9_001)
                        .filter(i -> String.valueOf(i).startsWith("9"))
                        .mapToObj(i -> name + "/" + i)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void invalidQueryIsRefused() {
        for (String query : List.of(
                "",
                "   ",
                "\"\"",
                "from:",
                "in: x",
                "from:a from:b",
                "in:#",
                "from:@",
                "after:yesterday",
                "before:2026-02-30",
                "on:2026-1-1",
                "before:2026-01-01 before:2026-01-02",
                "\u2800",
                "\u3164 \u0301",
                "'",
                "x".repeat(257),
                "a b c d e f g h i j k")) {
            assertThat(ann.get("/api/search?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                            .expect(400)
                            .code())
                    .as(query)
                    .isEqualTo("query_invalid");
        }
        ann.get("/api/search?query=x&after=nonsense").expect(400);
        ann.get("/api/search?query=x&limit=0").expect(400);
        Person.visiting(node.server().url()).get("/api/search?query=x").expect(401);
    }
}

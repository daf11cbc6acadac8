package chat.parley.preview;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Connection;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import chat.parley.support.Website;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** Messages with links get previews, which go with their links and their messages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PreviewsContract {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Website site = new Website();
    private final Website inside = new Website("127.0.0.2");
    private final ParleyServer server = start(site, inside);
    private final Person root = Person.signUp(server, "root");
    private final Person ann = someone("ann");
    private final Person bob = someone("bob");
    private String room = "";
    private int pages;

    abstract ParleyServer start(Website... sites);

    @AfterAll
    void stop() {
        server.stop();
        site.close();
        inside.close();
    }

    @BeforeEach
    void makeRoom() {
        room = ann.makeRoom(SharedServer.unique("links"));
        bob.join(room);
    }

    private Person someone(String name) {
        return Person.signUp(server, SharedServer.unique(name));
    }

    /** Adds a page with these tags in its head, and returns its path. */
    private String page(String head) {
        String path = "/page" + ++pages;
        site.page(path, "<html><head>" + head + "</head><body>Text</body></html>");
        return path;
    }

    private String meta(String property, String content) {
        return "<meta property='og:" + property + "' content='" + content + "'>";
    }

    private static byte[] png(int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private JsonNode message(long seq) {
        return ann.get("/api/rooms/" + room + "/messages?after=" + (seq - 1) + "&limit=1")
                .expect(200)
                .json()
                .path("messages")
                .path(0);
    }

    private JsonNode await(long seq, Predicate<JsonNode> condition) {
        return Awaitility.await().atMost(LIMIT).until(() -> message(seq), condition);
    }

    private JsonNode preview(long seq) {
        return await(seq, message -> !message.path("previews").isEmpty())
                .path("previews")
                .path(0);
    }

    /** Waits until the server has read all links that were posted before. */
    private void awaitQuiet() {
        String path = page("<title>Last</title>");
        String quiet = ann.makeRoom(SharedServer.unique("quiet"));
        ann.say(quiet, site.url(path));
        Awaitility.await().atMost(LIMIT).until(() -> tasks() == 0);
    }

    private long tasks() {
        Long open = server.bean(DatabaseClient.class)
                .sql("select count(*) from task where kind = 'preview' and due is not null")
                .map(row -> row.get(0, Long.class))
                .one()
                .block(LIMIT);
        return open == null ? 0 : open;
    }

    private String picture(long seq, int number) {
        return "/api/rooms/" + room + "/messages/" + seq + "/previews/" + number + "/picture";
    }

    private HttpResponse<byte[]> download(Person person, long seq, int number) {
        return person.download(HttpRequest.newBuilder(URI.create(person.site() + picture(seq, number))));
    }

    private void verifyFiles() {
        assertThat(root.post("/api/admin/files/verify", Map.of("hashes", true))
                        .expect(200)
                        .json()
                        .path("damages"))
                .isEmpty();
    }

    private long keptBlobs() {
        Long kept = server.bean(DatabaseClient.class)
                .sql("select count(*) from blob where expires_at is null")
                .map(row -> row.get(0, Long.class))
                .one()
                .block(LIMIT);
        return kept == null ? 0 : kept;
    }

    @Test
    void linkGetsAPreviewWithAPictureLiveAndStored() {
        byte[] bytes = png(600, 315);
        site.page("/card.png", "image/png", bytes);
        String path = page(meta("title", "A garden")
                + meta("description", "Plants & more")
                + meta("site_name", "Gardens")
                + meta("image", "/card.png"));
        try (Connection socket = bob.connect()) {
            socket.open(room);
            long seq = ann.say(room, "Look: " + site.url(path)).path("seq").asLong();

            JsonNode preview = preview(seq);
            JsonNode message = message(seq);

            assertThat(preview.path("url").asString()).isEqualTo(site.url(path));
            assertThat(preview.path("number").asInt()).isEqualTo(1);
            assertThat(preview.path("title").asString()).isEqualTo("A garden");
            assertThat(preview.path("description").asString()).isEqualTo("Plants & more");
            assertThat(preview.path("site").asString()).isEqualTo("Gardens");
            assertThat(preview.path("picture").path("width").asInt()).isEqualTo(600);
            assertThat(preview.path("picture").path("height").asInt()).isEqualTo(315);
            assertThat(message.path("edited_at").isNull()).isTrue();
            socket.until("the preview", () -> socket.messages(room).contains(message));

            HttpResponse<byte[]> answer = download(bob, seq, 1);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("image/png");
            assertThat(answer.headers().firstValue("content-security-policy").orElse(""))
                    .contains("sandbox");
            assertThat(answer.headers().firstValue("cache-control").orElse("")).contains("private");
            assertThat(answer.body()).isEqualTo(bytes);
        }
        verifyFiles();
    }

    @Test
    void pictureIsForThoseWhoMayReadTheMessage() {
        String secret = ann.makeRoom(SharedServer.unique("secret"), "private");
        room = secret;
        site.page("/secret.png", "image/png", png(80, 80));
        long seq = ann.say(secret, site.url("/secret.png")).path("seq").asLong();
        preview(seq);

        assertThat(download(ann, seq, 1).statusCode()).isEqualTo(200);
        bob.get(picture(seq, 1)).expect(404);
        Person.visiting(server.url()).get(picture(seq, 1)).expect(401);
        ann.get(picture(seq, 2)).expect(404);
        ann.get(picture(seq + 1, 1)).expect(404);
    }

    @Test
    void deletionRemovesPreviewAndPicture() {
        site.page("/gone.png", "image/png", png(90, 90));
        long before = keptBlobs();
        long seq = ann.say(room, site.url("/gone.png")).path("seq").asLong();
        preview(seq);
        assertThat(keptBlobs()).isEqualTo(before + 1);

        ann.delete("/api/rooms/" + room + "/messages/" + seq).expect(200);

        assertThat(message(seq).has("previews")).isFalse();
        assertThat(keptBlobs()).isEqualTo(before);
        ann.get(picture(seq, 1)).expect(404);
        verifyFiles();
    }

    @Test
    void verificationFindsDamagedPictures() {
        site.page("/damaged.png", "image/png", png(60, 60));
        long seq = ann.say(room, site.url("/damaged.png")).path("seq").asLong();
        preview(seq);

        for (String damage : List.of("bytes = bytes + 1", "number = number + 1", "seq = seq + 1")) {
            String repair = damage.replace('+', '-');
            String where = damage.startsWith("seq") ? "" : " and seq = " + seq;
            change("update preview_picture set " + damage + " where room_id = '" + room + "'" + where);

            JsonNode found = root.post("/api/admin/files/verify", Map.of("hashes", false))
                    .expect(200)
                    .json()
                    .path("damages");

            assertThat(found).as(damage).hasSize(1);
            assertThat(found.path(0).path("room").asString()).isEqualTo(room);
            assertThat(found.path(0).path("kind").asString())
                    .isEqualTo(damage.startsWith("bytes") ? "rows_differ" : "message_missing");
            change("update preview_picture set " + repair + " where room_id = '" + room + "'" + where);
        }
        verifyFiles();
    }

    private void change(String sql) {
        server.bean(DatabaseClient.class).sql(sql).then().block(LIMIT);
    }

    @Test
    void editThatRemovesTheLinkRemovesItsPreview() {
        site.page("/edited.png", "image/png", png(70, 70));
        String kept = site.url(page("<title>Kept</title>"));
        long before = keptBlobs();
        long seq =
                ann.say(room, site.url("/edited.png") + " " + kept).path("seq").asLong();
        await(seq, message -> message.path("previews").size() == 2);

        ann.patch("/api/rooms/" + room + "/messages/" + seq, Map.of("text", "only " + kept))
                .expect(200);

        JsonNode message = message(seq);
        assertThat(message.path("previews")).hasSize(1);
        assertThat(message.path("previews").path(0).path("url").asString()).isEqualTo(kept);
        assertThat(keptBlobs()).isEqualTo(before);
        verifyFiles();
    }

    @Test
    void editThatAddsALinkAddsItsPreview() {
        long seq = ann.say(room, "soon").path("seq").asLong();

        ann.patch("/api/rooms/" + room + "/messages/" + seq, Map.of("text", site.url(page("<title>New</title>"))))
                .expect(200);

        assertThat(preview(seq).path("title").asString()).isEqualTo("New");
    }

    @Test
    void editThatRemovesAFileKeepsThePreviewThatIsBeingFetched() {
        site.slowPage("/slow-file", "<title>Slow</title>", Duration.ofSeconds(5));
        String file = ann.upload("/api/rooms/" + room + "/files/" + Person.nonce(), "a.png", "image/png", png(20, 20))
                .expect(201)
                .json()
                .path("id")
                .asString();
        long seq = ann.post(
                        "/api/rooms/" + room + "/messages",
                        Map.of("nonce", Person.nonce(), "text", site.url("/slow-file"), "files", List.of(file)))
                .expect(201)
                .json()
                .path("seq")
                .asLong();
        Awaitility.await().atMost(LIMIT).until(() -> site.requests("/slow-file") > 0);

        ann.patch("/api/rooms/" + room + "/messages/" + seq, Map.of("files", List.of()))
                .expect(200);

        assertThat(preview(seq).path("title").asString()).isEqualTo("Slow");
    }

    @Test
    void authorAndModeratorsRemovePreviewsForGood() {
        String first = site.url(page("<title>First</title>"));
        String second = site.url(page("<title>Second</title>"));
        long seq = bob.say(room, first + " " + second).path("seq").asLong();
        await(seq, message -> message.path("previews").size() == 2);
        Person carol = someone("carol").join(room);
        String path = "/api/rooms/" + room + "/messages/" + seq + "/previews/";

        assertThat(carol.delete(path + "1").expect(403).code()).isEqualTo("forbidden");
        someone("stranger").delete(path + "1").expect(403);
        assertThat(bob.delete(path + "1").expect(200).json().path("previews")).hasSize(1);
        bob.delete(path + "1").expect(200);
        ann.delete(path + "2").expect(200);
        bob.patch("/api/rooms/" + room + "/messages/" + seq, Map.of("text", "again " + first + " " + second))
                .expect(200);

        awaitQuiet();
        assertThat(message(seq).has("previews")).isFalse();
    }

    @Test
    void roomWithoutPreviewsFetchesNothing() {
        String path = page("<title>Never</title>");
        bob.patch("/api/rooms/" + room, Map.of("previews", false)).expect(403);
        JsonNode edited = ann.patch("/api/rooms/" + room, Map.of("previews", false))
                .expect(200)
                .json();
        assertThat(edited.path("previews").asBoolean(true)).isFalse();
        long seq = ann.say(room, site.url(path)).path("seq").asLong();

        awaitQuiet();
        assertThat(message(seq).has("previews")).isFalse();
        assertThat(site.requests(path)).isZero();

        ann.patch("/api/rooms/" + room, Map.of("previews", true)).expect(200);
        long later = ann.say(room, "now " + site.url(path)).path("seq").asLong();
        assertThat(preview(later).path("title").asString()).isEqualTo("Never");
    }

    @Test
    void previewsAreInTheOrderOfTheirLinks() {
        site.slowPage("/late", "<title>Late</title>", Duration.ofMillis(500));
        String early = page("<title>Early</title>");

        long seq = ann.say(room, site.url("/late") + " " + site.url(early))
                .path("seq")
                .asLong();

        JsonNode previews =
                await(seq, message -> message.path("previews").size() == 2).path("previews");
        assertThat(previews.path(0).path("title").asString()).isEqualTo("Late");
        assertThat(previews.path(1).path("title").asString()).isEqualTo("Early");
    }

    @Test
    void hotLinkIsFetchedOnce() {
        String path = page("<title>Hot</title>");
        for (int i = 0; i < 10; i++) {
            ann.say(room, i + " " + site.url(path));
        }

        await(10, message -> !message.path("previews").isEmpty());
        awaitQuiet();
        for (int seq = 1; seq <= 10; seq++) {
            assertThat(message(seq).path("previews")).hasSize(1);
        }
        assertThat(site.requests(path)).isEqualTo(1);
    }

    @Test
    void pictureInsideTheHouseIsNotFetched() {
        inside.page("/inside.png", "image/png", png(50, 50));
        site.redirect("/to-inside.png", inside.url("/inside.png"));
        for (String address : List.of(inside.url("/inside.png"), "/to-inside.png", "javascript:alert(1)")) {
            long seq = ann.say(room, site.url(page("<title>Bait</title>" + meta("image", address))))
                    .path("seq")
                    .asLong();

            JsonNode preview = preview(seq);
            assertThat(preview.path("title").asString()).isEqualTo("Bait");
            assertThat(preview.has("picture")).isFalse();
        }
        assertThat(inside.requests("/inside.png")).isZero();
    }

    @Test
    void pageInsideTheHouseIsNotFetched() {
        inside.page("/secret", "<title>Secret</title>");
        site.redirect("/to-secret", inside.url("/secret"));
        long seq = ann.say(room, inside.url("/secret") + " " + site.url("/to-secret"))
                .path("seq")
                .asLong();

        awaitQuiet();
        assertThat(message(seq).has("previews")).isFalse();
        assertThat(inside.requests("/secret")).isZero();
    }

    @Test
    void hostilePagesHaveNoPreviewOrABoundedOne() {
        site.page("/large", "<title>Large</title>" + "x".repeat(10 * 1024 * 1024));
        site.page("/tags", "<head>" + meta("title", "Tags").repeat(5000));
        site.page("/binary", "application/octet-stream", new byte[1000]);
        site.page("/fake.png", "image/png", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
        site.page("/fake", "<title>Fake</title>" + meta("image", "/fake.png"));

        assertThat(preview(ann.say(room, site.url("/large")).path("seq").asLong())
                        .path("title")
                        .asString())
                .isEqualTo("Large");
        assertThat(preview(ann.say(room, site.url("/tags")).path("seq").asLong())
                        .path("title")
                        .asString())
                .isEqualTo("Tags");
        assertThat(preview(ann.say(room, site.url("/fake")).path("seq").asLong())
                        .has("picture"))
                .isFalse();
        long none = ann.say(room, site.url("/binary") + " " + site.url("/fake.png") + " " + site.url("/missing"))
                .path("seq")
                .asLong();
        awaitQuiet();
        assertThat(message(none).has("previews")).isFalse();
        verifyFiles();
    }

    @Test
    void oembedFillsInWhatThePageLacks() {
        site.page("/oembed", "application/json", """
                {"title":"A film","provider_name":"Films","html":"<b>no</b>"}""".getBytes(StandardCharsets.UTF_8));
        String path = page("<link rel=alternate type='application/json+oembed' href='/oembed'>");

        JsonNode preview = preview(ann.say(room, site.url(path)).path("seq").asLong());

        assertThat(preview.path("title").asString()).isEqualTo("A film");
        assertThat(preview.path("site").asString()).isEqualTo("Films");
    }
}

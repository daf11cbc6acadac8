package chat.parley.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@EnumSource(SharedServer.class)
class FileRoutesIT {

    private static final byte[] HELLO = "hello, file".getBytes(StandardCharsets.UTF_8);

    private final SharedServer server;

    FileRoutesIT(SharedServer server) {
        this.server = server;
    }

    @Test
    void postedFileIsReadByEveryMemberByteForByte() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("files"));
        bob.join(room);
        byte[] large = new byte[3 * 256 * 1024 + 17];
        new Random(7).nextBytes(large);

        JsonNode file = ada.upload(path(room, "n"), "Büro.bin", "application/x-thing", large)
                .expect(201)
                .json();
        JsonNode message = post(ada, room, "with a file", file.path("id").asString());

        assertThat(file.path("name").asString()).isEqualTo("Büro.bin");
        assertThat(file.path("type").asString()).isEqualTo("application/x-thing");
        assertThat(file.path("bytes").asLong()).isEqualTo(large.length);
        assertThat(message.path("files").path(0)).isEqualTo(file);
        assertThat(history(bob, room).path(0)).isEqualTo(message);
        HttpResponse<byte[]> answer = bob.download(bob.request(path(file)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(large);
        assertThat(header(answer, "Content-Disposition"))
                .startsWith("attachment;")
                .contains("B%C3%BCro.bin");
        assertThat(header(answer, "Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Cache-Control")).contains("no-cache").contains("private");
    }

    @Test
    void socketPostCarriesFilesAndNeedsNoText() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        String id = uploaded(ada, room, "n");
        try (Connection socket = ada.connect()) {
            socket.send("type", "open", "room", room);
            socket.awaitType("opened");
            socket.send("type", "post", "room", room, "nonce", "p", "text", "", "files", List.of(id));

            JsonNode change = socket.awaitType("changed").path("message");

            assertThat(change.path("text").asString()).isEmpty();
            assertThat(change.path("files").path(0).path("id").asString()).isEqualTo(id);
        }
    }

    @Test
    void rangesAreAnsweredAsTheStandardRequires() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        byte[] bytes = new byte[600_000];
        new Random(1).nextBytes(bytes);
        JsonNode file = ada.upload(path(room, "n"), "a", "text/plain", bytes)
                .expect(201)
                .json();
        String path = path(file);
        String tag = header(ada.download(ada.request(path)), "ETag");

        for (int[] range : new int[][] {{0, 0}, {1, 65_536}, {262_143, 262_144}, {262_144, 599_999}, {5, 599_998}}) {
            HttpResponse<byte[]> part = ranged(ada, path, "bytes=" + range[0] + "-" + range[1]);
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, range[0], range[1] + 1));
            assertThat(header(part, "Content-Range")).isEqualTo("bytes " + range[0] + "-" + range[1] + "/600000");
        }
        assertThat(ranged(ada, path, "bytes=-10").body()).isEqualTo(Arrays.copyOfRange(bytes, 599_990, 600_000));
        HttpResponse<byte[]> outside = ranged(ada, path, "bytes=600000-");
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(header(outside, "Content-Range")).isEqualTo("bytes */600000");
        assertThat(ranged(ada, path, "bytes=0-1,4-5").statusCode()).isEqualTo(200);
        assertThat(ranged(ada, path, "bytes=z").statusCode()).isEqualTo(200);
        assertThat(ada.download(ada.request(path).header("Range", "bytes=0-1").header("If-Range", tag))
                        .statusCode())
                .isEqualTo(206);
        assertThat(ada.download(ada.request(path).header("Range", "bytes=0-1").header("If-Range", "\"old\""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ada.download(ada.request(path).header("If-None-Match", "\"x\", " + tag))
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<byte[]> head = ada.download(ada.request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("600000");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void repeatedUploadLeadsToTheSameFileAndOtherBytesAreRefused() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        String id = uploaded(ada, room, "n");

        assertThat(uploaded(ada, room, "n")).isEqualTo(id);
        Answer other = ada.upload(path(room, "n"), "hello.txt", "text/plain", "other".getBytes(StandardCharsets.UTF_8));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("nonce_reused");
        assertThat(ada.upload(path(room, "n"), "other.txt", "text/plain", HELLO).code())
                .isEqualTo("nonce_reused");
    }

    @Test
    void twoUploadsOfOneNonceAtATimeLeadToOneFile() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        ada.csrfToken();

        List<CompletableFuture<String>> uploads = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> uploaded(ada, room, "n")))
                .toList();

        assertThat(uploads.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void repeatedPostWithFilesLeadsToTheSameMessage() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        String id = uploaded(ada, room, "n");
        Map<String, Object> body = Map.of("nonce", "p", "text", "", "files", List.of(id));

        JsonNode first =
                ada.post("/api/rooms/" + room + "/messages", body).expect(201).json();
        JsonNode second =
                ada.post("/api/rooms/" + room + "/messages", body).expect(201).json();

        assertThat(second).isEqualTo(first);
        Answer elsewhere = ada.post(
                "/api/rooms/" + room + "/messages", Map.of("nonce", "q", "text", "again", "files", List.of(id)));
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.code()).isEqualTo("file_not_found");
        assertThat(ada.post("/api/rooms/" + room + "/messages", Map.of("nonce", "p", "text", "other"))
                        .code())
                .isEqualTo("nonce_reused");
    }

    @Test
    void fileIsRemovedWithItsMessage() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        JsonNode file = file(ada, room, "n");
        long seq = post(ada, room, "a", file.path("id").asString()).path("seq").asLong();

        ada.delete("/api/rooms/" + room + "/messages/" + seq).expect(200);

        assertThat(ada.get(path(file)).status()).isEqualTo(404);
        JsonNode message = history(ada, room).path(0);
        assertThat(message.path("deleted").asBoolean()).isTrue();
        assertThat(message.has("files")).isFalse();
    }

    @Test
    void editRemovesSomeFilesAndKeepsTheOthers() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        JsonNode one = file(ada, room, "1");
        JsonNode two = file(ada, room, "2");
        long seq = post(
                        ada,
                        room,
                        "a",
                        one.path("id").asString(),
                        two.path("id").asString())
                .path("seq")
                .asLong();
        String path = "/api/rooms/" + room + "/messages/" + seq;

        JsonNode edited = ada.patch(
                        path, Map.of("text", "", "files", List.of(two.path("id").asString())))
                .expect(200)
                .json();

        assertThat(edited.path("files")).hasSize(1);
        assertThat(edited.path("files").path(0)).isEqualTo(two);
        assertThat(ada.get(path(one)).status()).isEqualTo(404);
        assertThat(ada.get(path(two)).status()).isEqualTo(200);
        JsonNode reworded = ada.patch(path, Map.of("text", "b")).expect(200).json();
        assertThat(reworded.path("files")).hasSize(1);
        assertThat(ada.patch(path, Map.of("text", "", "files", List.of())).code())
                .isEqualTo("text_blank");
        assertThat(ada.patch(
                                path,
                                Map.of(
                                        "text",
                                        "b",
                                        "files",
                                        List.of(one.path("id").asString())))
                        .code())
                .isEqualTo("invalid");
        assertThat(ada.get(path(two)).status()).isEqualTo(200);
    }

    @Test
    void messageOfFilesIsEditedLikeAnyOther() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        String one = uploaded(ada, room, "1");
        String two = uploaded(ada, room, "2");
        String three = uploaded(ada, room, "3");
        long seq = post(ada, room, "", one, two, three).path("seq").asLong();
        String path = "/api/rooms/" + room + "/messages/" + seq;

        JsonNode fewer = ada.patch(path, Map.of("files", List.of(one, three)))
                .expect(200)
                .json();
        JsonNode withText =
                ada.patch(path, Map.of("text", "now with a text")).expect(200).json();
        JsonNode kept =
                ada.patch(path, Map.of("files", List.of(one))).expect(200).json();
        JsonNode withoutText = ada.patch(path, Map.of("text", "")).expect(200).json();

        assertThat(fewer.path("text").asString()).isEmpty();
        assertThat(fewer.path("files")).hasSize(2);
        assertThat(fewer.path("edited_at").isNull()).isFalse();
        assertThat(withText.path("text").asString()).isEqualTo("now with a text");
        assertThat(withText.path("files")).isEqualTo(fewer.path("files"));
        assertThat(kept.path("text").asString()).isEqualTo("now with a text");
        assertThat(withoutText.path("text").asString()).isEmpty();
        assertThat(withoutText.path("files")).hasSize(1);
        assertThat(history(ada, room).path(0)).isEqualTo(withoutText);
        assertThat(ada.patch(path, Map.of("files", List.of())).code()).isEqualTo("text_blank");
        assertThat(ada.patch(path, Map.of()).code()).isEqualTo("text_blank");
    }

    @Test
    void editThatKeepsTheTextKeepsItsMentions() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("files"));
        bob.join(room);
        String file = uploaded(ada, room, "1");
        JsonNode posted = post(ada, room, "for @" + bob.username(), file);
        try (Connection socket = ada.connect()) {
            socket.open(room);

            socket.ask("type", "edit", "room", room, "seq", posted.path("seq").asLong(), "files", List.of());
        }

        JsonNode edited = history(ada, room).path(0);
        assertThat(edited.path("text")).isEqualTo(posted.path("text"));
        assertThat(edited.path("mentions")).isEqualTo(posted.path("mentions"));
        assertThat(edited.has("files")).isFalse();
    }

    @Test
    void nobodyElseReadsAFile() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        Person eve = server.someone("eve");
        String room = ada.makeRoom(SharedServer.unique("files"), "private");
        ada.put("/api/rooms/" + room + "/members/" + bob.username(), Map.of("role", "member"));
        JsonNode file = file(ada, room, "n");

        assertThat(bob.get(path(file)).status()).as("unposted, another member").isEqualTo(404);
        assertThat(ada.get(path(file)).status()).as("unposted, author").isEqualTo(200);
        post(ada, room, "", file.path("id").asString());
        assertThat(bob.get(path(file)).status()).as("posted, member").isEqualTo(200);
        assertThat(eve.get(path(file)).status()).as("posted, stranger").isEqualTo(404);
        assertThat(Person.visiting(ada.site()).get(path(file)).status())
                .as("nobody")
                .isEqualTo(401);
        assertThat(eve.get("/api/rooms/" + room + "/files").status()).isEqualTo(404);
        assertThat(eve.upload(path(room, "x"), "a", "text/plain", HELLO).code()).isEqualTo("room_not_found");

        ada.delete("/api/rooms/" + room + "/members/" + bob.username());

        assertThat(bob.get(path(file)).status()).as("removed member").isEqualTo(404);
    }

    @Test
    void fileOfAnotherAccountOrRoomCannotBePosted() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = ada.makeRoom(SharedServer.unique("files"));
        String elsewhere = ada.makeRoom(SharedServer.unique("files"));
        bob.join(room);
        String id = uploaded(ada, room, "n");

        assertThat(tryPost(bob, room, List.of(id)).code()).isEqualTo("file_not_found");
        assertThat(tryPost(ada, elsewhere, List.of(id)).code()).isEqualTo("file_not_found");
        assertThat(tryPost(ada, room, List.of("0000000000000000")).code()).isEqualTo("file_not_found");
        assertThat(tryPost(ada, room, List.of("../x")).code()).isEqualTo("invalid");
        assertThat(tryPost(ada, room, List.of(id, id)).code()).isEqualTo("invalid");
        assertThat(tryPost(ada, room, IntStream.range(0, 11).mapToObj(i -> id).toList())
                        .code())
                .isEqualTo("invalid");
        assertThat(tryPost(ada, room, List.of(id)).status()).isEqualTo(201);
    }

    @Test
    void badUploadsAreRefused() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));

        assertThat(ada.upload(path(room, "n"), "a", "text/plain", new byte[0]).code())
                .isEqualTo("file_empty");
        HttpRequest.Builder chunked = ada.request(path(room, "n"))
                .header("X-XSRF-TOKEN", ada.csrfToken())
                .PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(HELLO)));
        Answer withoutLength = ada.send(chunked);
        assertThat(withoutLength.status()).isEqualTo(411);
        assertThat(withoutLength.code()).isEqualTo("length_required");
        assertThat(ada.upload(path(room, "n".repeat(65)), "a", "text/plain", HELLO)
                        .code())
                .isEqualTo("invalid");
        assertThat(ada.upload(path("nowhere", "n"), "a", "text/plain", HELLO).code())
                .isEqualTo("room_not_found");
        Answer claims = ada.upload(path(room, "n"), "a.png", "image/png", Pictures.pngThatClaims(100_000, 100_000));
        assertThat(claims.status()).isEqualTo(413);
        assertThat(claims.code()).isEqualTo("file_too_large");
        assertThat(ada.send(ada.request(path(room, "n"))
                                .header("X-XSRF-TOKEN", ada.csrfToken())
                                .header("Content-Type", "a/b/c")
                                .PUT(BodyPublishers.ofByteArray(HELLO)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void pictureIsShownWithItsPreview() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        JsonNode file = ada.upload(path(room, "n"), "a.jpg", "image/jpeg", Pictures.jpegWithPersonalData(400, 300, 6))
                .expect(201)
                .json();
        byte[] preview = Pictures.plain("png", 40, 30);

        assertThat(ada.get(path(file) + "/preview").code()).isEqualTo("file_not_found");
        assertThat(ada.upload(path(file) + "/preview", "p", "image/png", HELLO).code())
                .isEqualTo("file_damaged");
        ada.upload(path(file) + "/preview", "p", "image/png", preview).expect(204);
        ada.upload(path(file) + "/preview", "p", "image/png", preview).expect(204);

        assertThat(file.path("width").asInt()).isEqualTo(300);
        assertThat(file.path("height").asInt()).isEqualTo(400);
        HttpResponse<byte[]> picture = ada.download(ada.request(path(file)));
        assertThat(header(picture, "Content-Disposition")).startsWith("inline;");
        assertThat(header(picture, "Content-Type")).isEqualTo("image/jpeg");
        assertThat(new String(picture.body(), StandardCharsets.ISO_8859_1)).doesNotContain(Pictures.SECRET);
        assertThat(header(ada.download(ada.request(path(file) + "?download")), "Content-Disposition"))
                .startsWith("attachment;");
        HttpResponse<byte[]> shown = ada.download(ada.request(path(file) + "/preview"));
        assertThat(shown.body()).isEqualTo(preview);
        assertThat(header(shown, "Content-Type")).isEqualTo("image/png");
        JsonNode message = post(ada, room, "", file.path("id").asString());
        assertThat(message.path("files").path(0).path("preview").asBoolean()).isTrue();
        assertThat(ada.upload(path(file) + "/preview", "p", "image/png", preview)
                        .code())
                .isEqualTo("file_not_found");
    }

    @Test
    void galleryListsPostedFilesNewestFirst() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        List<String> posted = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            JsonNode file = file(ada, room, "n" + i);
            post(ada, room, "text " + i, file.path("id").asString());
            posted.add(0, file.path("id").asString());
        }
        file(ada, room, "unposted");

        JsonNode all =
                ada.get("/api/rooms/" + room + "/files").expect(200).json().path("files");
        JsonNode older = ada.get("/api/rooms/" + room + "/files?before=3")
                .expect(200)
                .json()
                .path("files");

        assertThat(ids(all)).isEqualTo(posted);
        assertThat(all.path(0).path("seq").asLong()).isEqualTo(3);
        assertThat(ids(older)).isEqualTo(posted.subList(1, 3));
        assertThat(ada.get("/api/rooms/" + room + "/files?before=x").status()).isEqualTo(400);
    }

    @Test
    void pagesOfTheGalleryHoldWholeMessages() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        for (int message = 0; message < 9; message++) {
            String[] files = IntStream.range(0, 7)
                    .mapToObj(i -> uploaded(ada, room, Person.nonce()))
                    .toArray(String[]::new);
            post(ada, room, "", files);
        }

        JsonNode first =
                ada.get("/api/rooms/" + room + "/files").expect(200).json().path("files");
        long last = first.path(first.size() - 1).path("seq").asLong();
        JsonNode second = ada.get("/api/rooms/" + room + "/files?before=" + last)
                .expect(200)
                .json()
                .path("files");

        assertThat(first).hasSize(56);
        assertThat(second).hasSize(7);
    }

    @Test
    void changesAfterARevisionCarryFiles() {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("files"));
        JsonNode message = post(ada, room, "", file(ada, room, "n").path("id").asString());

        JsonNode changes =
                ada.get("/api/rooms/" + room + "/changes?after=0").expect(200).json();

        assertThat(Flux.fromIterable(changes.path("changes"))
                        .map(change -> change.path("message"))
                        .filter(found -> found.path("seq").asLong() == 1)
                        .blockFirst())
                .isEqualTo(message);
    }

    private static List<String> ids(JsonNode listed) {
        List<String> ids = new ArrayList<>();
        listed.forEach(one -> ids.add(one.path("file").path("id").asString()));
        return ids;
    }

    private static Answer tryPost(Person person, String room, List<String> files) {
        return person.post(
                "/api/rooms/" + room + "/messages", Map.of("nonce", Person.nonce(), "text", "", "files", files));
    }

    private static JsonNode post(Person person, String room, String text, String... files) {
        Map<String, Object> body = new HashMap<>(Map.of("nonce", Person.nonce(), "text", text));
        body.put("files", List.of(files));
        return person.post("/api/rooms/" + room + "/messages", body).expect(201).json();
    }

    private static JsonNode history(Person person, String room) {
        return person.get("/api/rooms/" + room + "/messages").expect(200).json().path("messages");
    }

    private static HttpResponse<byte[]> ranged(Person person, String path, String range) {
        return person.download(person.request(path).header("Range", range));
    }

    private static String uploaded(Person person, String room, String nonce) {
        return file(person, room, nonce).path("id").asString();
    }

    private static JsonNode file(Person person, String room, String nonce) {
        return person.upload(path(room, nonce), "hello.txt", "text/plain", HELLO)
                .expect(201)
                .json();
    }

    private static String path(String room, String nonce) {
        return "/api/rooms/" + room + "/files/" + nonce;
    }

    private static String path(JsonNode file) {
        return "/api/files/" + file.path("id").asString();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}

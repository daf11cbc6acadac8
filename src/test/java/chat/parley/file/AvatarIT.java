package chat.parley.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Profile pictures through the API, on both databases. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class AvatarIT {

    private static final String OWN = "/api/account/avatar";
    private static final byte[] HTML = text("<!doctype html><script>alert(1)</script>");
    private static final byte[] SVG = text("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");

    private final SharedServer server;

    AvatarIT(SharedServer server) {
        this.server = server;
    }

    @Test
    void pictureIsKnownWhereverThePersonIsNamed() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = bob.makeRoom(SharedServer.unique("room"));
        ada.join(room);
        String word = SharedServer.unique("word");
        ada.say(room, word + " @" + bob.username());
        String direct = bob.post("/api/rooms/direct", Map.of("usernames", List.of(ada.username())))
                .expect(201)
                .json()
                .path("id")
                .asString();

        String id = choose(ada, Pictures.plain("png", 64, 64));

        assertThat(ada.get("/api/account").json().path("avatar").asString()).isEqualTo(id);
        assertThat(ada.get("/api/session").json().path("account").path("avatar").asString())
                .isEqualTo(id);
        assertThat(bob.get("/api/account").json().has("avatar")).isFalse();
        assertThat(avatarOf(ada, bob.get("/api/accounts?query=" + ada.username()), "accounts"))
                .isEqualTo(id);
        assertThat(avatarOf(ada, bob.get("/api/rooms/" + room + "/members"), "members"))
                .isEqualTo(id);
        assertThat(bob.get("/api/rooms/" + direct)
                        .json()
                        .path("avatars")
                        .path(ada.username())
                        .asString())
                .isEqualTo(id);
        assertThat(bob.get("/api/rooms/" + room).json().has("avatars")).isFalse();
        assertThat(bob.get("/api/mentions")
                        .json()
                        .path("mentions")
                        .path(0)
                        .path("author_avatar")
                        .asString())
                .isEqualTo(id);
        assertThat(bob.get("/api/search?query=" + word).text()).contains("\"author_avatar\":\"" + id + "\"");
        try (Connection socket = bob.connect()) {
            JsonNode opened = socket.open(room);
            assertThat(avatarOf(ada, opened.path("members"))).isEqualTo(id);
        }
    }

    @Test
    void changeReachesOpenRoomsAndThoseThatResume() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String room = bob.makeRoom(SharedServer.unique("room"));
        ada.join(room);
        try (Connection socket = bob.connect()) {
            long before = socket.open(room).path("revision").asLong();

            String id = choose(ada, Pictures.plain("png", 64, 64));

            socket.await(
                    "the picture",
                    frame -> frame.path("member").path("avatar").asString("").equals(id));
            ada.delete(OWN).expect(204);
            JsonNode gone = socket.await(
                    "its removal",
                    frame -> frame.path("revision").asLong() == before + 2
                            && frame.path("member")
                                    .path("username")
                                    .asString("")
                                    .equals(ada.username()));
            assertThat(gone.path("member").has("avatar")).isFalse();
            JsonNode changes = bob.get("/api/rooms/" + room + "/changes?after=" + before)
                    .expect(200)
                    .json();
            assertThat(changes.path("changes")).hasSize(1);
            assertThat(changes.path("changes").path(0).path("member").has("avatar"))
                    .isFalse();
        }
    }

    @Test
    void newMembersBringTheirPicture() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        String id = choose(ada, Pictures.plain("png", 64, 64));

        String own = ada.makeRoom(SharedServer.unique("room"));
        String others = bob.makeRoom(SharedServer.unique("room"));
        ada.join(others);
        String banned = bob.makeRoom(SharedServer.unique("room"));
        bob.put("/api/rooms/" + banned + "/bans/" + ada.username(), Map.of()).expect(204);

        assertThat(avatarOf(ada, ada.get("/api/rooms/" + own + "/members"), "members"))
                .isEqualTo(id);
        assertThat(avatarOf(ada, bob.get("/api/rooms/" + others + "/members"), "members"))
                .isEqualTo(id);
        assertThat(avatarOf(ada, bob.get("/api/rooms/" + banned + "/members?usernames=" + ada.username()), "members"))
                .isEqualTo(id);
    }

    @Test
    void pictureIsLoadedOncePerVersion() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        byte[] bytes = Pictures.plain("png", 64, 64);
        String id = choose(ada, bytes);
        String path = path(ada);

        HttpResponse<byte[]> versioned = bob.download(bob.request(path + "?v=" + id));
        HttpResponse<byte[]> other = bob.download(bob.request(path + "?v=0000000000000000"));
        HttpResponse<byte[]> plain = bob.download(bob.request(path));

        assertThat(versioned.statusCode()).isEqualTo(200);
        assertThat(versioned.body()).isEqualTo(bytes);
        assertThat(header(versioned, "Content-Type")).isEqualTo("image/png");
        assertThat(header(versioned, "Cache-Control")).contains("immutable", "private", "max-age=31536000");
        assertThat(header(versioned, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(versioned, "Content-Security-Policy")).startsWith("sandbox; default-src 'none'");
        assertThat(header(other, "Cache-Control"))
                .contains("no-cache", "private")
                .doesNotContain("immutable");
        assertThat(header(plain, "Cache-Control")).contains("no-cache", "private");
        assertThat(header(plain, "ETag")).isEqualTo("\"" + id + "\"");
        assertThat(bob.download(bob.request(path).header("If-None-Match", "\"x\", \"" + id + "\""))
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<byte[]> head = bob.download(bob.request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(header(head, "Content-Length")).isEqualTo(String.valueOf(bytes.length));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void invalidPicturesAreRefusedAndTheFormerOneStays() {
        Person ada = server.someone("ada");
        String id = choose(ada, Pictures.plain("png", 64, 64));
        byte[] noise = new byte[1024 * 1024 + 1];
        new Random(5).nextBytes(noise);
        byte[] png = Pictures.plain("png", 64, 64);

        refused(ada, SVG, "image/svg+xml", "file_damaged");
        refused(ada, SVG, "image/png", "file_damaged");
        refused(ada, HTML, "image/png", "file_damaged");
        refused(ada, text("%PDF-1.7"), "image/png", "file_damaged");
        refused(ada, text("\0\0\0\u001cftypavif\0\0\0\0avifmif1miaf"), "image/avif", "file_damaged");
        refused(ada, Arrays.copyOf(png, png.length - 12), "image/png", "file_damaged");
        refused(ada, text("GIF89a"), "image/gif", "file_damaged");
        refused(ada, Pictures.pngThatClaims(0, 64), "image/png", "file_damaged");
        refused(ada, new byte[0], "image/png", "file_empty");
        refused(ada, Pictures.pngThatClaims(100_000, 100_000), "image/png", "file_too_large");
        refused(ada, Pictures.pngThatClaims(Integer.MAX_VALUE, 1), "image/png", "file_too_large");
        refused(ada, Pictures.plain("png", 1025, 10), "image/png", "file_too_large");
        refused(ada, Pictures.plain("gif", 10, 1025), "image/gif", "file_too_large");
        refused(ada, noise, "image/png", "file_too_large");
        Answer chunked = ada.send(ada.request(OWN)
                .header("X-XSRF-TOKEN", ada.csrfToken())
                .PUT(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(png))));
        assertThat(chunked.code()).isEqualTo("length_required");

        assertThat(ada.get("/api/account").json().path("avatar").asString()).isEqualTo(id);
        assertThat(ada.download(ada.request(path(ada))).body()).isEqualTo(png);
    }

    @Test
    void pictureThatIsAlsoADocumentStaysAPicture() {
        Person ada = server.someone("ada");
        byte[] gif = Pictures.plain("gif", 8, 8);
        byte[] polyglot =
                ByteBuffer.allocate(gif.length + HTML.length).put(gif).put(HTML).array();

        ada.upload(OWN, "a.html", "text/html", polyglot).expect(200);
        HttpResponse<byte[]> answer = ada.download(ada.request(path(ada)));

        assertThat(header(answer, "Content-Type")).isEqualTo("image/gif");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "Content-Security-Policy")).startsWith("sandbox");
    }

    @Test
    void personalDataAreRemoved() {
        Person ada = server.someone("ada");
        for (byte[] bytes : List.of(
                Pictures.jpegWithPersonalData(80, 60, 6),
                Pictures.pngWithPersonalData(80, 60),
                Pictures.webpWithPersonalData(80, 60))) {
            choose(ada, bytes);

            byte[] stored = ada.download(ada.request(path(ada))).body();

            assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain(Pictures.SECRET);
        }
    }

    @Test
    void onlyLoggedInAccountsSeePicturesAndOnlyTheirOwnersChangeThem() {
        Person ada = server.someone("ada");
        Person bob = server.someone("bob");
        Person nobody = Person.visiting(ada.site());
        choose(ada, Pictures.plain("png", 8, 8));

        assertThat(bob.get(path(ada)).status()).isEqualTo(200);
        assertThat(bob.get(path(bob)).code()).isEqualTo("file_not_found");
        assertThat(bob.get("/api/accounts/nobody-at-all/avatar").code()).isEqualTo("file_not_found");
        assertThat(nobody.get(path(ada)).status()).isEqualTo(401);
        assertThat(nobody.upload(OWN, "a", "image/png", Pictures.plain("png", 8, 8))
                        .status())
                .isEqualTo(401);
        assertThat(nobody.delete(OWN).status()).isEqualTo(401);
        assertThat(bob.upload(path(ada), "a", "image/png", Pictures.plain("png", 8, 8))
                        .status())
                .isEqualTo(405);
        assertThat(bob.delete("/api/admin/accounts/" + ada.username() + "/avatar")
                        .status())
                .isEqualTo(403);
        assertThat(bob.get(path(ada)).status()).isEqualTo(200);
    }

    @Test
    void tokenMaySetThePicture() {
        Person ada = server.someone("ada");

        for (String scope : List.of("write", "read")) {
            String token = ada.post("/api/account/tokens", Map.of("name", "bot", "scopes", List.of(scope)))
                    .expect(201)
                    .json()
                    .path("token")
                    .asString();
            Answer answer = Person.visiting(ada.site())
                    .send(ada.request(OWN)
                            .header("Authorization", "Bearer " + token)
                            .PUT(BodyPublishers.ofByteArray(Pictures.plain("png", 8, 8))));

            assertThat(answer.status()).as(scope).isEqualTo(scope.equals("write") ? 200 : 403);
        }
    }

    private static void refused(Person person, byte[] bytes, String type, String code) {
        assertThat(person.upload(OWN, "a", type, bytes).code())
                .as(code + " for " + type + ", " + bytes.length)
                .isEqualTo(code);
    }

    private static String choose(Person person, byte[] picture) {
        return person.upload(OWN, "a.png", "image/png", picture)
                .expect(200)
                .json()
                .path("avatar")
                .asString();
    }

    private static String avatarOf(Person person, Answer answer, String list) {
        return avatarOf(person, answer.expect(200).json().path(list));
    }

    private static String avatarOf(Person person, JsonNode people) {
        return people.valueStream()
                .filter(one -> one.path("username").asString().equals(person.username()))
                .map(one -> one.path("avatar").asString(""))
                .findFirst()
                .orElseThrow();
    }

    private static String path(Person person) {
        return "/api/accounts/" + person.username() + "/avatar";
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

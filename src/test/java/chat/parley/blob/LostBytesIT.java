package chat.parley.blob;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Person;
import chat.parley.support.SharedServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

/** A request for a file whose bytes the store has lost is refused, and is not a server error. */
@ParameterizedClass
@EnumSource(SharedServer.class)
class LostBytesIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final SharedServer server;

    LostBytesIT(SharedServer server) {
        this.server = server;
    }

    @Test
    void lostFileAndPreviewAreRefused() throws IOException {
        Person ada = server.someone("ada");
        String room = ada.makeRoom(SharedServer.unique("lost"));
        JsonNode file = ada.upload("/api/rooms/" + room + "/files/n", "a.png", "image/png", picture())
                .expect(201)
                .json();
        String id = file.path("id").asString();
        String path = "/api/files/" + id;
        ada.upload(path + "/preview", "p", "image/png", picture()).expect(204);
        ada.post("/api/rooms/" + room + "/messages", Map.of("nonce", "m", "text", "", "files", List.of(id)))
                .expect(201);
        ada.get(path).expect(200);
        String tag =
                ada.download(ada.request(path)).headers().firstValue("ETag").orElseThrow();

        lose("select blob_id from file where id = '" + id + "'");
        lose("select preview_id from file where id = '" + id + "'");

        for (String lost : List.of(path, path + "?download", path + "/preview")) {
            assertGone(ada, lost);
        }
        Answer part = ada.send(ada.request(path).header("Range", "bytes=2-4"));
        assertThat(part.code()).isEqualTo("file_gone");
        assertThat(ada.send(ada.request(path).header("If-None-Match", tag)).status())
                .as("the client has the bytes")
                .isEqualTo(304);
        assertThat(ada.get("/api/rooms/" + room + "/messages").text()).contains(id);
    }

    @Test
    void lostProfilePictureIsRefusedAndNotCached() throws IOException {
        Person ada = server.someone("ada");
        JsonNode avatar = ada.upload("/api/account/avatar", "a.png", "image/png", picture())
                .expect(200)
                .json();
        String id = avatar.path("avatar").asString();

        lose("select '" + id + "' as id");

        assertGone(ada, "/api/accounts/" + ada.username() + "/avatar?v=" + id);
        ada.delete("/api/account/avatar").expect(204);
    }

    private static void assertGone(Person person, String path) {
        HttpResponse<byte[]> answer = person.download(person.request(path));
        assertThat(answer.statusCode()).as(path).isEqualTo(410);
        assertThat(new String(answer.body())).contains("file_gone");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("ETag")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).doesNotContain("immutable");
        HttpResponse<byte[]> head = person.download(person.request(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).as("HEAD " + path).isEqualTo(410);
    }

    private void lose(String blob) {
        String id = server.server()
                .bean(DatabaseClient.class)
                .sql(blob)
                .map(row -> row.get(0, String.class))
                .one()
                .blockOptional(LIMIT)
                .orElseThrow();
        server.server().bean(BlobStore.class).delete(id).block(LIMIT);
    }

    private static byte[] picture() throws IOException {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        }
    }
}

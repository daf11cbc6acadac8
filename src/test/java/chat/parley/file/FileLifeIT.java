package chat.parley.file;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.blob.Blobs;
import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;

/** Files from upload to removal, in a folder beside the embedded database. */
class FileLifeIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void filesSurviveARestart() {
        String path;
        try (ParleyServer server = start()) {
            Person ada = Person.signUp(server, "ada");
            path = posted(ada, "general");
        }
        try (ParleyServer server = start()) {
            assertThat(Person.logIn(server.url(), "ada").get(path).text()).isEqualTo("hello");
        }
        assertThat(blobs()).hasSize(1);
    }

    @Test
    void bytesOfADeletedMessageAreRemovedADayLater() {
        try (ParleyServer server = start()) {
            Person ada = Person.signUp(server, "ada");
            posted(ada, "general");
            String path = posted(ada, "general");
            ada.delete("/api/rooms/general/messages/2").expect(200);
            FileSweeper sweeper = server.bean(FileSweeper.class);

            sweeper.sweep().block(LIMIT);
            assertThat(blobs()).as("a download may be going on").hasSize(2);
            assertThat(ada.get(path).status()).isEqualTo(404);
            dayLater(server);
            sweeper.sweep().block(LIMIT);

            assertThat(blobs()).hasSize(1);
            assertThat(server.bean(Blobs.class).used().block(LIMIT)).isEqualTo(HELLO.length);
        }
    }

    @Test
    void unpostedFilesAreRemovedAfterADay() {
        try (ParleyServer server = start()) {
            Person ada = Person.signUp(server, "ada");
            String kept = posted(ada, "general");
            String path = "/api/files/" + uploaded(ada, "general");
            FileSweeper sweeper = server.bean(FileSweeper.class);

            sweeper.sweep().block(LIMIT);
            assertThat(ada.get(path).status()).isEqualTo(200);
            dayLater(server);
            sweeper.sweep().block(LIMIT);
            dayLater(server);
            sweeper.sweep().block(LIMIT);

            assertThat(ada.get(path).status()).isEqualTo(404);
            assertThat(ada.get(kept).status()).isEqualTo(200);
            assertThat(blobs()).hasSize(1);
        }
    }

    /** As in a rolling upgrade. */
    @Test
    void filesOfAMessageThatAnOlderNodeDeletedAreGone() {
        try (ParleyServer server = start()) {
            Person ada = Person.signUp(server, "ada");
            String path = posted(ada, "general");
            DatabaseClient database = server.bean(DatabaseClient.class);
            database.sql("update message set text = null, deleted_at = current_timestamp where seq = 1")
                    .then()
                    .then(database.sql("insert into deletion (room_id, seq) values ('general', 1)")
                            .then())
                    .block(LIMIT);

            assertThat(ada.get(path).status()).isEqualTo(404);
            assertThat(ada.get("/api/rooms/general/messages").text()).doesNotContain("a.txt");
            assertThat(ada.get("/api/rooms/general/files").text()).doesNotContain("a.txt");

            server.bean(FileSweeper.class).sweep().block(LIMIT);
            dayLater(server);
            server.bean(FileSweeper.class).sweep().block(LIMIT);

            assertThat(blobs()).isEmpty();
        }
    }

    @Test
    void quotaEndsUploadsAndDeletingMakesRoom() {
        try (ParleyServer server = ParleyServer.with()
                .databaseIn(folder)
                .property("parley.files.quota-per-account", "10B")
                .property("parley.files.max-bytes", "8B")
                .start()) {
            Person ada = Person.signUp(server, "ada");
            posted(ada, "general");
            uploaded(ada, "general");

            Answer full = upload(ada, "general", HELLO);
            Answer large = upload(ada, "general", new byte[9]);
            ada.delete("/api/rooms/general/messages/1").expect(200);

            assertThat(full.status()).isEqualTo(507);
            assertThat(full.code()).isEqualTo("storage_full");
            assertThat(large.status()).isEqualTo(413);
            assertThat(large.code()).isEqualTo("file_too_large");
            assertThat(upload(ada, "general", HELLO).status()).isEqualTo(201);
            assertThat(blobs()).hasSize(3);
        }
    }

    @Test
    void uploadIsRefusedBeforeTheDiskIsFull() {
        try (ParleyServer server = ParleyServer.with()
                .databaseIn(folder)
                .property("parley.files.min-free", "1000TB")
                .start()) {
            Person ada = Person.signUp(server, "ada");

            Answer answer = upload(ada, "general", HELLO);

            assertThat(answer.status()).isEqualTo(507);
            assertThat(blobs()).isEmpty();
        }
    }

    @Test
    void formerPicturesOfAnAccountAreRemovedADayLater() {
        try (ParleyServer server = start()) {
            Person ada = Person.signUp(server, "ada");
            byte[] png = Pictures.plain("png", 8, 8);
            ada.csrfToken();
            List<CompletableFuture<Answer>> together = IntStream.range(0, 5)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> ada.upload("/api/account/avatar", "a", "image/png", png)))
                    .toList();
            together.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
            ada.upload("/api/account/avatar", "a", "image/png", HELLO).expect(400);
            FileSweeper sweeper = server.bean(FileSweeper.class);

            sweeper.sweep().block(LIMIT);
            assertThat(blobs()).as("a download may be going on").hasSize(5);
            dayLater(server);
            sweeper.sweep().block(LIMIT);

            assertThat(blobs()).hasSize(1);
            assertThat(ada.get("/api/accounts/ada/avatar").status()).isEqualTo(200);
            ada.delete("/api/account/avatar").expect(204);
            dayLater(server);
            sweeper.sweep().block(LIMIT);
            assertThat(blobs()).isEmpty();
            assertThat(server.bean(Blobs.class).used().block(LIMIT)).isZero();
        }
    }

    @Test
    void pictureChangesAreLimitedAndDamagedOnesDoNotCount() {
        try (ParleyServer server = ParleyServer.with()
                .databaseIn(folder)
                .property("parley.limits.enabled", "true")
                .property("parley.limits.renames", "1 per 1h, burst 2")
                .start()) {
            Person ada = Person.signUp(server, "ada");
            byte[] png = Pictures.plain("png", 8, 8);
            for (int i = 0; i < 5; i++) {
                ada.upload("/api/account/avatar", "a", "image/png", HELLO).expect(400);
            }

            ada.upload("/api/account/avatar", "a", "image/png", png).expect(200);
            ada.upload("/api/account/avatar", "a", "image/png", png).expect(200);
            Answer third = ada.upload("/api/account/avatar", "a", "image/png", png);

            assertThat(third.code()).isEqualTo("rate_limited");
            assertThat(blobs()).as("nothing of refused ones").hasSize(2);
            ada.delete("/api/account/avatar").expect(204);
        }
    }

    private ParleyServer start() {
        return ParleyServer.with().databaseIn(folder).start();
    }

    /** As if all that is waiting to be removed had waited for a day. */
    private static void dayLater(ParleyServer server) {
        DatabaseClient database = server.bean(DatabaseClient.class);
        for (String table : List.of("file", "blob")) {
            database.sql("update " + table
                            + " set expires_at = expires_at - interval '25' hour where expires_at is not null")
                    .then()
                    .block(LIMIT);
        }
    }

    private static String posted(Person person, String room) {
        String id = uploaded(person, room);
        person.post(
                        "/api/rooms/" + room + "/messages",
                        Map.of("nonce", Person.nonce(), "text", "a file", "files", List.of(id)))
                .expect(201);
        return "/api/files/" + id;
    }

    private static String uploaded(Person person, String room) {
        return upload(person, room, HELLO).expect(201).json().path("id").asString();
    }

    private static Answer upload(Person person, String room, byte[] bytes) {
        return person.upload("/api/rooms/" + room + "/files/" + Person.nonce(), "a.txt", "text/plain", bytes);
    }

    private List<String> blobs() {
        try (Stream<Path> files = Files.list(folder.resolve("files"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class BackupOnH2IT {

    @TempDir
    private Path folder;

    @Test
    void backupDuringChatHoldsEveryAcknowledgedMessage() {
        Path restored = folder.resolve("restored");
        try (ParleyServer server = server("data").start()) {
            Person root = Person.signUp(server, "root");
            BackupStory story = new BackupStory(server);

            List<BackupStory.Kept> before = story.talkDuring(() -> {
                Answer made = root.post("/api/admin/backups", Map.of()).expect(201);
                unpack(Path.of(made.json().path("file").asString()), restored);
            });

            try (ParleyServer other = ParleyServer.with().databaseIn(restored).start()) {
                story.assertRestored(other, before);
            }
            assertThat(root.get("/api/admin/audit").text()).contains("backup_made");
        }
    }

    @Test
    void backupHoldsSharedFiles() throws IOException {
        Path restored = folder.resolve("restored");
        String path;
        String archive;
        try (ParleyServer server = server("data").start()) {
            Person root = Person.signUp(server, "root");
            String id = root.upload("/api/rooms/general/files/n", "a.txt", "text/plain", new byte[] {'h', 'i'})
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            root.post("/api/rooms/general/messages", Map.of("nonce", "n", "text", "", "files", List.of(id)))
                    .expect(201);
            path = "/api/files/" + id;
            archive = root.post("/api/admin/backups", Map.of())
                    .expect(201)
                    .json()
                    .path("file")
                    .asString();
        }
        unpack(Path.of(archive), restored);
        FileSystemUtils.copyRecursively(Path.of(archive.replace(".zip", ".files")), restored.resolve("files"));

        try (ParleyServer other = ParleyServer.with().databaseIn(restored).start()) {
            assertThat(Person.logIn(other.url(), "root").get(path).expect(200).text())
                    .isEqualTo("hi");
        }
    }

    @Test
    void backupWithoutASharedFileFailsItsTest() throws IOException {
        try (ParleyServer server = server("data").start()) {
            Person root = Person.signUp(server, "root");
            root.upload("/api/rooms/general/files/n", "a.txt", "text/plain", new byte[] {'h', 'i'})
                    .expect(201);
            Answer sound = root.post("/api/admin/backups", Map.of()).expect(201);
            Path record = folder.resolve("it's here").resolve("parley-restored.txt");
            assertThat(record).content().startsWith(name(sound));

            Path file;
            try (Stream<Path> files = Files.list(folder.resolve("data/files"))) {
                file = files.findFirst().orElseThrow();
            }
            Files.delete(file);
            root.post("/api/admin/backups", Map.of()).expect(201);
            assertThat(record).content().as("without the file").startsWith(name(sound));

            Files.write(file, new byte[] {'h'});
            root.post("/api/admin/backups", Map.of()).expect(201);
            assertThat(record).content().as("with a part of it").startsWith(name(sound));

            Files.write(file, new byte[] {'h', 'i'});
            Answer whole = root.post("/api/admin/backups", Map.of()).expect(201);
            assertThat(record).content().startsWith(name(whole));
        }
    }

    private static String name(Answer backup) {
        return Path.of(backup.json().path("file").asString()).getFileName().toString();
    }

    @Test
    void scheduledBackupsReplaceTheOldest() throws IOException {
        try (ParleyServer server = server("data")
                .property("parley.backup.every", "50ms")
                .property("parley.backup.keep", "2")
                .start()) {
            Path first = Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> copies().stream().findFirst().orElse(null), Objects::nonNull);

            Awaitility.await().until(() -> copies().size() == 2 && !copies().contains(first));

            assertThat(server.url()).isNotEmpty();
        }
        assertThat(copies()).allMatch(copy -> copy.toString().endsWith(".zip"));
        try (Stream<Path> all = Files.list(folder.resolve("it's here"))) {
            assertThat(all.filter(file -> file.toString().endsWith(".files"))).hasSameSizeAs(copies());
        }
    }

    private ParleyServer.Setup server(String data) {
        return ParleyServer.with()
                .databaseIn(folder.resolve(data))
                .property("parley.backup.folder", folder.resolve("it's here").toString());
    }

    private List<Path> copies() {
        Path place = folder.resolve("it's here");
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".zip"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what operators do with unzip. */
    private static void unpack(Path archive, Path into) {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            Files.createDirectories(into);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.copy(zip, into.resolve(Path.of(entry.getName()).getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

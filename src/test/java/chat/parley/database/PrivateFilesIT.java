package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files with messages and password hashes are inaccessible to other accounts on the machine. */
@DisabledOnOs(OS.WINDOWS)
class PrivateFilesIT {

    @TempDir
    private Path folder;

    private Path data;
    private Path backups;

    @BeforeEach
    void name() {
        data = folder.resolve("data");
        backups = folder.resolve("backups");
    }

    @Test
    void freshInstallationIsInaccessibleToOthers() throws IOException {
        useServer();

        assertThat(all()).isNotEmpty().allSatisfy(PrivateFilesIT::assertClosed);
    }

    @Test
    void existingInstallationIsSecuredAtStart() throws IOException {
        useServer();
        for (Path path : all()) {
            open(path);
        }

        useServer();

        assertThat(all()).hasSizeGreaterThan(4).allSatisfy(PrivateFilesIT::assertClosed);
    }

    @Test
    void folderWithForeignFilesIsUnchanged() throws IOException {
        Files.createDirectories(data);
        Path notOurs = Files.writeString(data.resolve("index.html"), "somebody else's");
        open(data);
        open(notOurs);

        useServer();

        assertThat(permissions(data)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(notOurs)).isEqualTo("rw-r--r--");
        assertThat(permissions(data.resolve("parley.mv.db"))).isEqualTo("rw-------");
    }

    @Test
    void readableFilesAreReported() throws IOException {
        try (ParleyServer server = server().start()) {
            assertThat(server.bean(DatabaseFiles.class).exposed().block()).isEmpty();

            open(data);
            open(data.resolve("parley.mv.db"));

            assertThat(server.bean(DatabaseFiles.class).exposed().block()).containsExactly(data);
        }
    }

    private void useServer() {
        try (ParleyServer server = server().start()) {
            Person root = Files.exists(backups) ? Person.logIn(server.url(), "root") : Person.signUp(server, "root");
            root.post("/api/admin/backups", Map.of()).expect(201);
        }
    }

    private ParleyServer.Setup server() {
        return ParleyServer.with().databaseIn(data).property("parley.backup.folder", backups.toString());
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> all = Stream.concat(Files.walk(data), Files.walk(backups))) {
            return all.toList();
        }
    }

    private static void open(Path path) throws IOException {
        String permissions = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static void assertClosed(Path path) throws IOException {
        assertThat(permissions(path))
                .as(path.toString())
                .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node starts with a database file that it closed, with one that was not closed, or with a copy. */
class RestoredFileIT {

    @TempDir
    private Path folder;

    @Test
    void cleanlyClosedFileContinuesItsEpoch() {
        Path data = folder.resolve("data");
        String before = lifeOf(data);
        assertThat(lifeOf(data)).isEqualTo(before);
    }

    @Test
    void uncleanlyClosedFileBeginsANewEpoch() throws IOException {
        Path data = folder.resolve("data");
        Path crashed = Files.createDirectory(folder.resolve("crashed"));
        String before;
        try (ParleyServer server = start(data)) {
            before = epoch(server);
            copy(data, crashed);
        }
        assertThat(lifeOf(crashed)).isNotEqualTo(before);
    }

    @Test
    void restoredCopyOfClosedFilesBeginsANewEpoch() throws IOException {
        Path data = folder.resolve("data");
        Path copy = Files.createDirectory(folder.resolve("copy"));
        String before = lifeOf(data);
        copy(data, copy);
        assertThat(lifeOf(data)).isEqualTo(before);
        copy(copy, data);
        String after = lifeOf(data);
        assertThat(after).isNotEqualTo(before);
        assertThat(lifeOf(data)).isEqualTo(after);
    }

    private static String lifeOf(Path data) {
        try (ParleyServer server = start(data)) {
            return epoch(server);
        }
    }

    private static ParleyServer start(Path data) {
        return ParleyServer.with().databaseIn(data).start();
    }

    private static String epoch(ParleyServer server) {
        Person somebody = Person.signUp(server, "p" + System.nanoTime() % 1_000_000_000);
        String room = somebody.makeRoom("r" + System.nanoTime() % 1_000_000_000);
        JsonNode changes = somebody.get("/api/rooms/" + room + "/changes?after=0")
                .expect(200)
                .json();
        return changes.get("epoch").asString();
    }

    /** Copies with timestamps, as archives do. */
    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : List.copyOf(files.toList())) {
                Files.copy(
                        file,
                        to.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}

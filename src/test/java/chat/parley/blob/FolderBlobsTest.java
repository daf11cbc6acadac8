package chat.parley.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class FolderBlobsTest extends BlobStoreContract {

    @TempDir
    Path temporary;

    private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 1000, "files-test");
    private FolderBlobs blobs = new FolderBlobs(Path.of("unset"), scheduler);

    @BeforeEach
    void prepare() throws IOException {
        blobs = new FolderBlobs(temporary.resolve("files"), scheduler);
        blobs.prepare();
    }

    @AfterEach
    void end() {
        scheduler.dispose();
    }

    @Override
    BlobStore store() {
        return blobs;
    }

    @Test
    void folderIsClosedToOthers() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("files"))))
                .isEqualTo("rwx------");
    }

    @Test
    void fileIsClosedToOthers() throws IOException {
        blobs.write("closed", Flux.just(new byte[1])).block(Duration.ofMinutes(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve("files/closed"))))
                .isEqualTo("rw-------");
    }

    @Test
    void unfinishedWriteHasNoName() {
        blobs.write("left", Flux.concat(Flux.just(new byte[10]), Flux.never()))
                .timeout(Duration.ofMillis(300))
                .onErrorComplete()
                .block();

        assertThat(temporary.resolve("files/left")).doesNotExist();
        assertThat(blobs.size("left").blockOptional()).isEmpty();
    }
}

package chat.parley.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.support.ParleyServer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LockedDatabaseIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void databaseFileInUseIsExplained(CapturedOutput output) throws IOException {
        try (FileChannel another = FileChannel.open(
                        folder.resolve("parley.mv.db"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = another.lock()) {
            assertThat(held.isValid()).isTrue();

            assertThatThrownBy(() -> ParleyServer.with().databaseIn(folder).start())
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(output).contains("in use by another process", "PostgreSQL and Redis", "operations.md");
    }
}

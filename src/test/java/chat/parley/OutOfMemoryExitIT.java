package chat.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs separate processes, which would survive without the handler because a thread keeps each alive. */
class OutOfMemoryExitIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource(OutOfMemoryProgram.Place.class)
    void processExitsWhereverMemoryRunsOut(OutOfMemoryProgram.Place place) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OutOfMemoryProgram.class.getName(),
                        place.name())
                .redirectErrorStream(true)
                .redirectOutput(File.createTempFile("out-of-memory", ".log"))
                .start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("the process ends")
                    .isTrue();
            assertThat(process.exitValue()).isEqualTo(OutOfMemoryExit.EXIT_CODE);
        } finally {
            process.destroyForcibly();
        }
    }
}

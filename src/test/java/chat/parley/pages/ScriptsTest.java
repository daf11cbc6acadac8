package chat.parley.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests of the scripts that need no browser, {@code src/test/js}. They run in Node's own runner, with the Node that
 * Playwright brings along; {@code node --test src/test/js/*.test.js} (Node 22.7 or newer) runs the same ones.
 */
class ScriptsTest {

    private static final Path TESTS = Path.of("src/test/js");

    @Test
    void scriptsPassTheirOwnTests(@TempDir Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process node = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        boolean ended = node.waitFor(2, TimeUnit.MINUTES);
        node.destroyForcibly();

        assertThat(ended && node.exitValue() == 0)
                .as(Files.readString(said, StandardCharsets.UTF_8))
                .isTrue();
    }

    private static List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of(node(), "--test", "--test-timeout=30000"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString).filter(file -> file.endsWith(".test.js")).forEach(command::add);
        }
        assertThat(command).hasSizeGreaterThan(5);
        return command;
    }

    private static String node() {
        Path driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
                .driverDir();
        return driver.resolve("node").toString();
    }
}

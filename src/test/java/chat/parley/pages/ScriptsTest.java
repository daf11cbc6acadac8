package chat.parley.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.NodeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the script tests in {@code src/test/js}, which need no browser, with the Node that Playwright bundles. {@code
 * node --test src/test/js/*.test.js} (Node 22.7 or newer) runs the same tests.
 */
class ScriptsTest {

    private static final Path TESTS = Path.of("src/test/js");

    @Test
    void scriptsPassTheirOwnTests(@TempDir Path folder) throws IOException, InterruptedException {
        NodeRunner.Result result = NodeRunner.run(folder, arguments());

        assertThat(result.succeeded()).as(result.output()).isTrue();
    }

    private static List<String> arguments() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--test", "--test-timeout=60000"));
        try (Stream<Path> files = Files.list(TESTS)) {
            files.map(Path::toString).filter(file -> file.endsWith(".test.js")).forEach(arguments::add);
        }
        assertThat(arguments).hasSizeGreaterThan(5);
        return arguments;
    }
}

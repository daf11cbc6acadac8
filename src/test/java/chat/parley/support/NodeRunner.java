package chat.parley.support;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs in the Node.js that Playwright includes. */
public final class NodeRunner {

    private static final long TIMEOUT_MINUTES = 2;

    private NodeRunner() {}

    /**
     * The output of a program.
     *
     * @param succeeded whether the program ended in time and without an error
     */
    public record Result(boolean succeeded, String output) {}

    /** Runs a program to its end, with its output in a file in the given folder. */
    public static Result run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(node()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly();
        return new Result(ended && process.exitValue() == 0, Files.readString(output, StandardCharsets.UTF_8));
    }

    private static String node() {
        Path driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
                .driverDir();
        return driver.resolve("node").toString();
    }
}

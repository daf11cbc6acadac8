package chat.parley.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM that logs its port. It ends with this process. */
final class ServerProcess {

    private static final Pattern PORT = Pattern.compile("started on port (\\d+)");
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
    private static final int STOP_TIMEOUT_SECONDS = 15;

    private final Process process;
    private final Path log;
    private final int port;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        this.port = awaitPort();
    }

    /** @param command the arguments after {@code java} and its options */
    static ServerProcess start(List<String> javaOptions, List<String> command) {
        try {
            List<String> all = new ArrayList<>();
            all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            all.addAll(javaOptions);
            all.addAll(command);
            Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "bench")), "server", ".log");
            return new ServerProcess(
                    new ProcessBuilder(all)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    void end() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int awaitPort() {
        long end = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            Matcher started = PORT.matcher(output());
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new IllegalStateException("The server did not start: " + output());
    }

    private String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

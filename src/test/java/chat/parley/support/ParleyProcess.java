package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A Parley server in a process of its own, which can be killed to simulate the failure of a machine. */
public final class ParleyProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");
    /** Matches the line of each part of the heap; the lines of memory outside the heap differ. */
    private static final Pattern HEAP =
            Pattern.compile("(?:garbage-first heap|new generation|tenured generation) +total \\d+K, used (\\d+)K");

    static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration STOP_TIMEOUT = Duration.ofMinutes(1);

    private final Process process;
    private final Path log;
    private final int port;

    private ParleyProcess(Process process, Path log, Duration limit) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        this.port = awaitPort(limit);
    }

    private int awaitPort(Duration limit) {
        try {
            return Integer.parseInt(Awaitility.await()
                    .atMost(limit)
                    .pollInterval(Duration.ofMillis(100))
                    .until(this::startedPort, Optional::isPresent)
                    .orElseThrow());
        } catch (ConditionTimeoutException e) {
            kill();
            throw new IllegalStateException("The node did not start in time: " + output(), e);
        }
    }

    static ParleyProcess start(ParleyProgram program, List<String> arguments, Duration limit) {
        try {
            Path log = Files.createTempFile("parley-node", ".log");
            List<String> command = program.command();
            command.addAll(arguments);
            command.add("--logging.level.org.springframework.boot=INFO");
            return new ParleyProcess(
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log,
                    limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** The log output so far. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a garbage collection and returns the used bytes of the heap. */
    public long heapInUse() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = String.valueOf(process.pid());
        Commands.run(STOP_TIMEOUT, jcmd, pid, "GC.run");
        Matcher heap = HEAP.matcher(Commands.run(STOP_TIMEOUT, jcmd, pid, "GC.heap_info"));
        return heap.results().mapToLong(part -> Long.parseLong(part.group(1))).sum() * 1024;
    }

    /**
     * Requests a clean shutdown, waits for the end of the process and returns its exit code.
     *
     * @throws IllegalStateException if the process has leaked a buffer
     */
    public int terminate() {
        process.destroy();
        int code = process.onExit()
                .orTimeout(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join()
                .exitValue();
        failOnLeak();
        return code;
    }

    /**
     * Kills the process without a chance to clean up.
     *
     * @throws IllegalStateException if the process has leaked a buffer
     */
    public void kill() {
        process.destroyForcibly().onExit().join();
        failOnLeak();
    }

    private void failOnLeak() {
        List<String> leaks = LeakReports.in(output());
        if (!leaks.isEmpty()) {
            throw new IllegalStateException("The node has leaked a buffer: " + leaks.get(0));
        }
    }

    /** Suspends the process: its connections stay open, but nothing is answered. */
    public void pause() {
        Commands.signal(process, "STOP");
    }

    public void resume() {
        Commands.signal(process, "CONT");
    }

    @Override
    public void close() {
        kill();
    }

    private Optional<String> startedPort() {
        String output = output();
        if (!process.isAlive()) {
            throw new IllegalStateException("The node did not start: " + output);
        }
        Matcher started = PORT.matcher(output);
        return started.find() ? Optional.of(started.group(1)) : Optional.empty();
    }
}

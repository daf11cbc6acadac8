package chat.parley.support;

import chat.parley.app.Parley;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real Parley in a process of its own, which can be killed as a machine can fail: without a word. Runs the packaged jar
 * that the system property {@code parley.jar} names, as in {@code mvn verify}; without it the classes.
 */
public final class ParleyProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");
    /** One line for each part of the heap; what is beside the heap has other words. */
    private static final Pattern HEAP =
            Pattern.compile("(?:garbage-first heap|new generation|tenured generation) +total \\d+K, used (\\d+)K");

    static final Duration STARTING_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOPPING_LIMIT = Duration.ofSeconds(30);

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
            throw new IllegalStateException("The node did not start in time: " + said(), e);
        }
    }

    static ParleyProcess start(List<String> arguments, Duration limit) {
        try {
            Path log = Files.createTempFile("parley-node", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1"));
            command.addAll(program());
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

    private static List<String> program() {
        String jar = System.getProperty("parley.jar");
        return jar == null
                ? List.of("-cp", withoutTests(System.getProperty("java.class.path")), Parley.class.getName())
                : List.of("-jar", jar);
    }

    /** A node knows nothing of tests, nor of how they write their log. */
    private static String withoutTests(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
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

    /** What it has logged so far. */
    public String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many bytes of the heap are in use after a collection. */
    public long heapInUse() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String pid = String.valueOf(process.pid());
        Commands.run(STOPPING_LIMIT, jcmd, pid, "GC.run");
        Matcher heap = HEAP.matcher(Commands.run(STOPPING_LIMIT, jcmd, pid, "GC.heap_info"));
        return heap.results().mapToLong(part -> Long.parseLong(part.group(1))).sum() * 1024;
    }

    /** Tells it to end, and waits until it has: in good order, in its own time. */
    public void terminate() {
        process.destroy();
        process.onExit().orTimeout(STOPPING_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Ends it without any chance to say so. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Freezes it: its connections stay open, and nothing is answered. */
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
        String said = said();
        if (!process.isAlive()) {
            throw new IllegalStateException("The node did not start: " + said);
        }
        Matcher started = PORT.matcher(said);
        return started.find() ? Optional.of(started.group(1)) : Optional.empty();
    }
}

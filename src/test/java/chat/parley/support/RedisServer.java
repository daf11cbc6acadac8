package chat.parley.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis of version 7 or newer. The shared one is the one that the environment variable {@code PARLEY_TEST_REDIS}
 * names, if set ({@code redis://host:port}). All others are processes of their own: {@code redis-server} from the PATH
 * if it is new enough, otherwise the binary from a test dependency.
 */
public final class RedisServer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

    private static @Nullable RedisServer shared;
    private static @Nullable Path program;

    private final String host;
    private final int port;
    private final List<String> arguments;
    private @Nullable Path folder;
    private @Nullable Process process;

    private RedisServer(String host, int port, List<String> arguments) {
        this.host = host;
        this.port = port;
        this.arguments = arguments;
    }

    /** The Redis that all tests of this JVM share. Tests must not stop it. */
    public static synchronized RedisServer shared() {
        if (shared == null) {
            String address = System.getenv("PARLEY_TEST_REDIS");
            shared = address == null ? start() : at(URI.create(address));
        }
        return shared;
    }

    /** Starts a Redis for the caller alone, which can be stopped, killed and paused. The caller closes it. */
    public static RedisServer start(String... options) {
        RedisServer server = stopped(options);
        server.launch();
        return server;
    }

    /** A server that is not running yet but already has its address. */
    public static RedisServer stopped(String... options) {
        return stoppedAt(Ports.free(), List.of(options));
    }

    /** A server on this port that is not running yet. */
    static RedisServer stoppedAt(int port, List<String> options) {
        Stream<String> usual =
                Stream.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no");
        return new RedisServer(
                "localhost", port, Stream.concat(usual, options.stream()).toList());
    }

    /** A sentinel that is not running yet. It writes to its configuration file. */
    static RedisServer sentinelAt(int port, Path configuration) {
        return new RedisServer("localhost", port, List.of(configuration.toString(), "--sentinel"));
    }

    private static RedisServer at(URI address) {
        return new RedisServer(address.getHost(), address.getPort() < 0 ? 6379 : address.getPort(), List.of());
    }

    public String url() {
        return "redis://" + host + ":" + port;
    }

    public int port() {
        return port;
    }

    /** Starts the server with the same port and folder as before; returns when it answers. */
    public void launch() {
        try {
            folder = folder == null ? Files.createTempDirectory("parley-redis") : folder;
            process = new ProcessBuilder(Stream.concat(Stream.of(program().toString()), arguments.stream())
                            .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(running()::destroyForcibly));
        Awaitility.await()
                .atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(10))
                .pollDelay(Duration.ZERO)
                .until(this::answers);
    }

    /** Stops the server cleanly: connections are closed. */
    public void stop() {
        running().destroy();
        end(running());
    }

    /** Kills the process. */
    public void kill() {
        end(running().destroyForcibly());
    }

    public void restart() {
        stop();
        launch();
    }

    /** Suspends the process: connections stay open, but nothing is answered. */
    public void pause() {
        Commands.signal(running(), "STOP");
    }

    public void resume() {
        Commands.signal(running(), "CONT");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Sends an inline command, such as {@code CLIENT KILL TYPE pubsub}, and returns the first line of the answer. */
    public String command(String line) {
        return lines(line).lines().findFirst().orElse("");
    }

    /** Sends an inline command and returns the whole raw answer. */
    public String lines(String line) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1_000);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((line + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            if (arguments.contains("--sentinel")) {
                socket.shutdownOutput(); // Sentinels do not support QUIT
            }
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.replaceFirst("(\\+OK|-ERR unknown command 'QUIT'.*)\r\n$", "")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            String answer = command("PING");
            return answer.equals("+PONG") || answer.startsWith("-NOAUTH");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("This Redis is not a process of this test");
        }
        return process;
    }

    private static void end(Process process) {
        process.onExit()
                .orTimeout(START_TIMEOUT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    private static synchronized Path program() {
        if (program == null) {
            program = Commands.onPath("redis-server")
                    .filter(RedisServer::isNewEnough)
                    .orElseGet(RedisServer::unpacked);
        }
        return program;
    }

    private static boolean isNewEnough(Path installed) {
        Matcher version = VERSION.matcher(Commands.run(START_TIMEOUT, installed.toString(), "--version"));
        return version.find() && Integer.parseInt(version.group(1)) >= 7;
    }

    private static Path unpacked() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        String name = "/redis-server-7.0.15-" + system + "-" + machine;
        try (InputStream binary = Optional.ofNullable(RedisServer.class.getResourceAsStream(name))
                .orElseThrow(() -> new IllegalStateException("No Redis for this system: " + name))) {
            Path file = Files.createTempDirectory("parley-redis").resolve("redis-server");
            Files.copy(binary, file);
            file.toFile().setExecutable(true);
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

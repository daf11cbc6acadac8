package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An installed PostgreSQL with its client tools, and a server of the same version, because the tools only work with
 * servers that are not newer. Searched for where Debian installs it; the embedded binaries have no tools.
 */
public final class PostgresTools implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final Path programs;
    private final Path data;
    private final int port = Ports.free();

    private PostgresTools(Path programs, Path data) {
        this.programs = programs;
        this.data = data;
    }

    /** Starts a server; empty if PostgreSQL and its tools are not installed. */
    public static Optional<PostgresTools> start() {
        return newest().map(PostgresTools::started);
    }

    private static Optional<Path> newest() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(folder -> Stream.of("initdb", "pg_ctl", "pg_dump", "pg_restore", "pg_basebackup")
                            .allMatch(program -> Files.isExecutable(folder.resolve(program))))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresTools started(Path programs) {
        try {
            Path data = Files.createTempDirectory("parley-postgres").resolve("data");
            PostgresTools server = new PostgresTools(programs, data);
            server.serverProgram("initdb", "-D", data.toString(), "-U", "postgres", "-A", "trust", "-N");
            server.launch();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launch() {
        serverProgram(
                "pg_ctl",
                "start",
                "-w",
                "-D",
                data.toString(),
                "-l",
                data.resolveSibling("log").toString(),
                "-o",
                "-p " + port + " -k " + data.getParent() + " -c listen_addresses=localhost -c fsync=off");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** The connection settings of a database that does not exist yet; {@link #run} creates it. */
    public PostgresServer.Database database(String name) {
        String location = "postgresql://localhost:" + port + "/" + name;
        return new PostgresServer.Database("r2dbc:" + location, "jdbc:" + location, "postgres", "");
    }

    /** The address of a database in the form that the tools accept. */
    public String address(String name) {
        return "postgresql://postgres@localhost:" + port + "/" + name;
    }

    /** Runs one of the tools, such as {@code pg_dump}. */
    public void run(String tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(programs.resolve(tool).toString()));
        command.addAll(List.of(arguments));
        Commands.run(TIMEOUT, command.toArray(String[]::new));
    }

    public int port() {
        return port;
    }

    /**
     * Starts a standby of this server, which replicates through the given port. It contains all earlier commits and the
     * same databases. It must be {@linkplain #promote promoted} before it accepts writes.
     */
    public PostgresTools standby(int through) {
        try {
            Path copy = Files.createTempDirectory("parley-postgres").resolve("data");
            run(
                    "pg_basebackup",
                    "-h",
                    "localhost",
                    "-p",
                    String.valueOf(through),
                    "-U",
                    "postgres",
                    "-D",
                    copy.toString(),
                    "-X",
                    "stream",
                    "-c",
                    "fast",
                    "-R");
            PostgresTools standby = new PostgresTools(programs, copy);
            standby.launch();
            return standby;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Promotes a standby to primary; returns when it accepts writes. */
    public void promote() {
        serverProgram("pg_ctl", "promote", "-w", "-D", data.toString());
    }

    @Override
    public void close() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            serverProgram("pg_ctl", "stop", "-w", "-m", "immediate", "-D", data.toString());
        }
    }

    /** The server refuses to run as root; a separate user namespace hides that. */
    private void serverProgram(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        Commands.run(TIMEOUT, command.toArray(String[]::new));
    }
}

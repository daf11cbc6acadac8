package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A real PgBouncer in transaction mode, in front of a PostgreSQL of the tests. */
public final class PgBouncer implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(1);

    private final Process process;
    private final PostgresServer.Database database;
    private final int port = Ports.free();

    private PgBouncer(DebianProgram program, PostgresServer.Database database) {
        this.database = database;
        try {
            Path folder = Files.createTempDirectory("parley-pgbouncer");
            Path users = Files.writeString(
                    folder.resolve("users.txt"), "\"%s\" \"%s\"\n".formatted(database.username(), database.password()));
            Path configuration =
                    Files.writeString(folder.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=127.0.0.1 port=%d
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = trust
                    auth_file = %s
                    pool_mode = transaction
                    default_pool_size = 5
                    ignore_startup_parameters = extra_float_digits,statement_timeout,lock_timeout
                    """.formatted(database.port(), port, users));
            process = program.start(arguments(configuration), folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Awaitility.await()
                .atMost(START_TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(this::listens);
    }

    /** PgBouncer refuses to run as root, and needs no privileges. */
    private static List<String> arguments(Path configuration) {
        return "root".equals(System.getProperty("user.name"))
                ? List.of("-u", "nobody", configuration.toString())
                : List.of(configuration.toString());
    }

    /** The program; empty if it is neither installed nor available as a Debian package. */
    public static Optional<DebianProgram> find() {
        return DebianProgram.find("pgbouncer", List.of("pgbouncer", "libevent-2.1-7", "libc-ares2"));
    }

    public static PgBouncer inFrontOf(DebianProgram program, PostgresServer.Database database) {
        return new PgBouncer(program, database);
    }

    /** The database through PgBouncer, configured for a node: no prepared statement outlives its transaction. */
    public PostgresServer.Database database() {
        PostgresServer.Database through = database.at(port);
        return new PostgresServer.Database(
                through.r2dbcUrl() + "?preparedStatementCacheQueries=0",
                through.jdbcUrl() + "?prepareThreshold=0",
                through.username(),
                through.password());
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("PgBouncer did not start");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

package chat.parley.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * A real PostgreSQL, shared by all tests of this JVM: that which the environment variable {@code PARLEY_TEST_POSTGRES}
 * names ({@code postgresql://user:password@host:port/database}, a user who may create databases), else an embedded one.
 */
public final class PostgresServer {

    private static final String MOST_CONNECTIONS = "200";

    private static @Nullable PostgresServer shared;

    private final String address;
    private final String username;
    private final String password;

    private PostgresServer(String address, String username, String password) {
        this.address = address;
        this.username = username;
        this.password = password;
    }

    /** A database and how to reach it. */
    public record Database(String r2dbcUrl, String jdbcUrl, String username, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, username, password);
        }

        public int port() {
            return URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
        }

        /** The same database for servers that reach it through another port. */
        public Database through(FaultyWire wire) {
            return at(wire.port());
        }

        Database at(int port) {
            return new Database(
                    r2dbcUrl.replaceFirst("[^/:]+:\\d+", "localhost:" + port),
                    jdbcUrl.replaceFirst("[^/:]+:\\d+", "localhost:" + port),
                    username,
                    password);
        }
    }

    /** A new, empty database. Takes some tens of milliseconds. */
    public static Database freshDatabase() {
        return shared().create("test_" + UUID.randomUUID().toString().replace("-", ""));
    }

    private static synchronized PostgresServer shared() {
        if (shared == null) {
            String given = System.getenv("PARLEY_TEST_POSTGRES");
            shared = given == null ? embedded() : at(URI.create(given));
        }
        return shared;
    }

    private static PostgresServer at(URI given) {
        String[] user = given.getUserInfo().split(":", 2);
        int port = given.getPort() < 0 ? 5432 : given.getPort();
        return new PostgresServer(given.getHost() + ":" + port, user[0], user.length > 1 ? user[1] : "");
    }

    /** Durability is off: no test pulls the plug, and commits are then as fast as on a server's disks. */
    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", MOST_CONNECTIONS)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            return new PostgresServer("localhost:" + server.getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server of the caller's own, to restart; to be closed by the caller. Always an embedded one. */
    public static Own start() {
        return new Own();
    }

    /** What it has answered to survives its process. */
    public static final class Own implements AutoCloseable {

        private final int port = Ports.free();
        private final Path folder;
        private EmbeddedPostgres process;

        private Own() {
            try {
                folder = Files.createTempDirectory("parley-postgres");
                process = launch();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private EmbeddedPostgres launch() throws IOException {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(folder.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_connections", MOST_CONNECTIONS)
                    .setServerConfig("fsync", "off")
                    .start();
        }

        public int port() {
            return port;
        }

        public Database freshDatabase() {
            return new PostgresServer("localhost:" + port, "postgres", "postgres").create("parley");
        }

        /** Stops it, which ends all connections, and starts it again on the same data and port. */
        public void restart() {
            try {
                process.close();
                process = launch();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                process.close();
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Database create(String name) {
        Properties login = new Properties();
        login.setProperty("user", username);
        login.setProperty("password", password);
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://" + address + "/postgres", login);
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        String location = "postgresql://" + address + "/" + name;
        return new Database("r2dbc:" + location, "jdbc:" + location, username, password);
    }
}

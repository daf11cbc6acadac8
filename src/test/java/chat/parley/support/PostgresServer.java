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
 * A real PostgreSQL, shared by all tests of this JVM: the one that the environment variable {@code
 * PARLEY_TEST_POSTGRES} names ({@code postgresql://user:password@host:port/database}, with a user who may create
 * databases), otherwise an embedded one.
 */
public final class PostgresServer {

    private static final String MAX_CONNECTIONS = "200";

    private static @Nullable PostgresServer shared;

    private final String address;
    private final String username;
    private final String password;

    private PostgresServer(String address, String username, String password) {
        this.address = address;
        this.username = username;
        this.password = password;
    }

    /** A database and its connection settings. */
    public record Database(String r2dbcUrl, String jdbcUrl, String username, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, username, password);
        }

        public int port() {
            return URI.create(jdbcUrl.substring("jdbc:".length())).getPort();
        }

        /** The same database, reached through a proxy. */
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

    /** Creates a new, empty database. Takes some tens of milliseconds. */
    public static Database freshDatabase() {
        return shared().create("test_" + UUID.randomUUID().toString().replace("-", ""));
    }

    private static synchronized PostgresServer shared() {
        if (shared == null) {
            String configured = System.getenv("PARLEY_TEST_POSTGRES");
            shared = configured == null ? embedded() : at(URI.create(configured));
        }
        return shared;
    }

    private static PostgresServer at(URI configured) {
        String[] user = configured.getUserInfo().split(":", 2);
        int port = configured.getPort() < 0 ? 5432 : configured.getPort();
        return new PostgresServer(configured.getHost() + ":" + port, user[0], user.length > 1 ? user[1] : "");
    }

    /** Durability is off: no test cuts the power of this server, and commits are then as fast as on server disks. */
    private static PostgresServer embedded() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", MAX_CONNECTIONS)
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            return new PostgresServer("localhost:" + server.getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an embedded server for the caller alone, which can be restarted. The caller closes it. */
    public static Own start() {
        return new Own();
    }

    /** A private server. Acknowledged commits survive the end of its process. */
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
                    .setServerConfig("max_connections", MAX_CONNECTIONS)
                    .setServerConfig("fsync", "off")
                    .start();
        }

        public int port() {
            return port;
        }

        public Database freshDatabase() {
            return server().create("parley");
        }

        /** Creates a database with all of its tables in this folder, which must be empty. */
        public Database freshDatabase(Path tables) {
            server().execute("create tablespace tables location '" + tables + "'");
            return server().create("parley tablespace tables");
        }

        private PostgresServer server() {
            return new PostgresServer("localhost:" + port, "postgres", "postgres");
        }

        /** Stops the server, which ends all connections, and starts it again with the same data and port. */
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
        execute("create database " + name);
        String location = "postgresql://" + address + "/" + name.split(" ")[0];
        return new Database("r2dbc:" + location, "jdbc:" + location, username, password);
    }

    private void execute(String sql) {
        Properties login = new Properties();
        login.setProperty("user", username);
        login.setProperty("password", password);
        try (Connection connection = DriverManager.getConnection("jdbc:postgresql://" + address + "/postgres", login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

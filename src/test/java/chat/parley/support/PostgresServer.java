package chat.parley.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL, shared by all tests of this JVM: that which the environment variable {@code PARLEY_TEST_POSTGRES}
 * names ({@code postgresql://user:password@host:port/database}, a user who may create databases), else an embedded one.
 */
public final class PostgresServer {

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
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            return new PostgresServer("localhost:" + server.getPort(), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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

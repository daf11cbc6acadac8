package chat.parley.database;

import chat.parley.database.h2.DurableCommit;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * The address of the database for both drivers: R2DBC for operation, JDBC for the migrations at startup.
 *
 * @param embedded whether the database runs inside this process (H2), so that no other node can share it
 * @param url the JDBC URL
 */
public record DatabaseAddress(
        boolean embedded,
        String url,
        @Nullable String username,
        @Nullable String password) {

    private static final String H2 = "r2dbc:h2:";
    private static final String FILE = "jdbc:h2:file:";

    /** The prefixes of H2's file systems, such as {@code nio:}; a single letter is a drive. */
    private static final String FILE_SYSTEM = "^[A-Za-z]{2,}:";

    private static final long HEAP_DIVISOR = 8;
    private static final long KIB = 1024;
    /** Timeouts in seconds. Migrations do not rewrite rows, so an answer that takes longer will never arrive. */
    private static final String POSTGRESQL_LIMITS =
            "?connectTimeout=5&loginTimeout=5&socketTimeout=300&tcpKeepAlive=true";

    private static final Option<String> SSL_MODE = Option.valueOf("sslMode");

    /**
     * The options that all connections to H2 must share. The server closes the database explicitly, not the last
     * connection. {@link DurableCommit} controls when commits are written to disk.
     *
     * <p>Statistics are disabled: a statement is planned once per connection, and a plan based on statistics of a few
     * hundred rows scanned all messages of an author for each post. Without statistics, H2 always chooses the index
     * that covers the most columns of a statement. More plans than the default of eight are cached.
     *
     * <p>The page cache may use an eighth of the heap, twice H2's default: a post touches pages throughout the indexes,
     * and reading a page again costs more than writing.
     *
     * <p>Errors are reported as exceptions and logged by the server. H2's own trace file would be world-readable.
     */
    private static final List<String> H2_OPTIONS = List.of(
            "MODE=PostgreSQL",
            "DATABASE_TO_LOWER=TRUE",
            "DEFAULT_NULL_ORDERING=HIGH",
            "LOCK_TIMEOUT=10000",
            "ANALYZE_AUTO=0",
            "QUERY_CACHE_SIZE=64",
            "CACHE_SIZE=" + Runtime.getRuntime().maxMemory() / HEAP_DIVISOR / KIB,
            "TRACE_LEVEL_FILE=0",
            "DB_CLOSE_DELAY=-1",
            "DB_CLOSE_ON_EXIT=FALSE");

    static DatabaseAddress of(String r2dbcUrl, @Nullable String username, @Nullable String password) {
        return r2dbcUrl.startsWith(H2)
                ? new DatabaseAddress(true, h2(r2dbcUrl.substring(H2.length())), username, password)
                : postgresql(ConnectionFactoryOptions.parse(r2dbcUrl), username, password);
    }

    /**
     * Converts {@code file:///./data/parley} to {@code jdbc:h2:file:./data/parley;…}, and {@code mem} URLs likewise.
     */
    private static String h2(String location) {
        StringBuilder url = new StringBuilder("jdbc:h2:").append(location.replaceFirst("^(file|mem):///?", "$1:"));
        String options = location.toUpperCase(Locale.ROOT);
        for (String option : H2_OPTIONS) {
            if (!options.contains(";" + option.substring(0, option.indexOf('=') + 1))) {
                url.append(';').append(option);
            }
        }
        return url.toString();
    }

    private static DatabaseAddress postgresql(
            ConnectionFactoryOptions options, @Nullable String username, @Nullable String password) {
        if (!"postgresql".equals(options.getValue(ConnectionFactoryOptions.DRIVER))) {
            throw new IllegalArgumentException("spring.r2dbc.url must begin with r2dbc:h2: or r2dbc:postgresql:");
        }
        Object port = options.getValue(ConnectionFactoryOptions.PORT);
        Object sslMode = options.getValue(SSL_MODE);
        String url = "jdbc:postgresql://" + options.getRequiredValue(ConnectionFactoryOptions.HOST)
                + (port == null ? "" : ":" + port)
                + "/" + options.getRequiredValue(ConnectionFactoryOptions.DATABASE)
                + POSTGRESQL_LIMITS
                + (sslMode == null ? "" : "&sslmode=" + String.valueOf(sslMode).toLowerCase(Locale.ROOT));
        Object user = options.getValue(ConnectionFactoryOptions.USER);
        Object secret = options.getValue(ConnectionFactoryOptions.PASSWORD);
        return new DatabaseAddress(
                false,
                url,
                username == null && user != null ? user.toString() : username,
                password == null && secret != null ? secret.toString() : password);
    }

    /** Opens a connection through JDBC, which blocks the calling thread. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    /**
     * Returns the file of the embedded database, without its extension; null if the database is in memory or external.
     */
    @Nullable
    public Path file() {
        if (!embedded || !url.startsWith(FILE)) {
            return null;
        }
        String location = url.substring(FILE.length()).split(";", 2)[0].replaceFirst(FILE_SYSTEM, "");
        return Path.of(location.replaceFirst("^~(?=/)", Matcher.quoteReplacement(System.getProperty("user.home"))));
    }

    /** Never includes the password. */
    @Override
    public String toString() {
        return url;
    }
}

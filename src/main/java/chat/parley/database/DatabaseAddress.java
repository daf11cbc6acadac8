package chat.parley.database;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is, in both drivers' words: R2DBC to work with, JDBC for the migrations at start-up.
 *
 * @param embedded whether the database lives inside this process (H2), so that no second node can share it
 * @param url the JDBC URL
 */
public record DatabaseAddress(
        boolean embedded,
        String url,
        @Nullable String username,
        @Nullable String password) {

    private static final String H2 = "r2dbc:h2:";
    private static final String FILE = "jdbc:h2:file:";

    /** H2 reaches files in several ways, such as {@code nio:}; a single letter is a drive. */
    private static final String FILE_SYSTEM = "^[A-Za-z]{2,}:";

    private static final long PART_OF_THE_HEAP = 8;
    private static final long KIB = 1024;
    /** In seconds. Migrations rewrite no rows, so that an answer which takes longer will never come. */
    private static final String POSTGRESQL_LIMITS =
            "?connectTimeout=5&loginTimeout=5&socketTimeout=300&tcpKeepAlive=true";

    private static final Option<String> SSL_MODE = Option.valueOf("sslMode");

    /**
     * What every connection to H2 must say alike. The database closes when the server says so, not when the last
     * connection does. When a commit is on the disk is {@link Disk}'s affair.
     *
     * <p>Statistics are not gathered: a statement is planned once for a connection's life, and a plan that was made from
     * those of some hundred rows looked an author's messages through for each post. Without them the index with the most
     * columns that a statement names is taken, always. More statements than eight are kept planned.
     *
     * <p>Pages of the file may fill an eighth of the heap, twice what H2 takes by itself: a post touches pages all over the
     * indexes, and each that is read again costs more than storing does.
     *
     * <p>Errors come as exceptions and go to our log. H2's own file of them would be readable by everybody.
     */
    private static final List<String> H2_OPTIONS = List.of(
            "MODE=PostgreSQL",
            "DATABASE_TO_LOWER=TRUE",
            "DEFAULT_NULL_ORDERING=HIGH",
            "LOCK_TIMEOUT=10000",
            "ANALYZE_AUTO=0",
            "QUERY_CACHE_SIZE=64",
            "CACHE_SIZE=" + Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP / KIB,
            "TRACE_LEVEL_FILE=0",
            "DB_CLOSE_DELAY=-1",
            "DB_CLOSE_ON_EXIT=FALSE");

    static DatabaseAddress of(String r2dbcUrl, @Nullable String username, @Nullable String password) {
        return r2dbcUrl.startsWith(H2)
                ? new DatabaseAddress(true, h2(r2dbcUrl.substring(H2.length())), username, password)
                : postgresql(ConnectionFactoryOptions.parse(r2dbcUrl), username, password);
    }

    /** From {@code file:///./data/parley} to {@code jdbc:h2:file:./data/parley;…}, and {@code mem} likewise. */
    private static String h2(String place) {
        StringBuilder url = new StringBuilder("jdbc:h2:").append(place.replaceFirst("^(file|mem):///?", "$1:"));
        String given = place.toUpperCase(Locale.ROOT);
        for (String option : H2_OPTIONS) {
            if (!given.contains(";" + option.substring(0, option.indexOf('=') + 1))) {
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

    /** The file of the embedded database, without its ending; null where it is in memory or elsewhere. */
    @Nullable
    Path file() {
        if (!embedded || !url.startsWith(FILE)) {
            return null;
        }
        String place = url.substring(FILE.length()).split(";", 2)[0].replaceFirst(FILE_SYSTEM, "");
        return Path.of(place.replaceFirst("^~(?=/)", Matcher.quoteReplacement(System.getProperty("user.home"))));
    }

    /** Never with the password. */
    @Override
    public String toString() {
        return url;
    }
}

package chat.parley.support;

import chat.parley.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * The H2 databases in memory of the servers in this JVM. Their URLs keep them open while nothing is connected; each is
 * closed when the last server that uses it has stopped. Ignores all other databases.
 */
final class MemoryDatabases {

    private static final String PREFIX = "jdbc:h2:mem:";

    private static final Map<String, Integer> users = new HashMap<>();

    private MemoryDatabases() {}

    static synchronized void use(DatabaseAddress address) {
        users.merge(address.url(), 1, Integer::sum);
    }

    static synchronized void release(DatabaseAddress address) {
        Integer remaining = users.computeIfPresent(address.url(), (url, count) -> count == 1 ? null : count - 1);
        if (remaining == null && address.url().startsWith(PREFIX)) {
            close(address);
        }
    }

    private static void close(DatabaseAddress address) {
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("shutdown immediately");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package chat.parley.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The database of a server to be started.
 *
 * @param embedded whether it is a file that only one process can use
 * @param arguments the server's arguments for this database
 */
record Database(boolean embedded, List<String> arguments, String jdbcUrl, String username, String password) {

    /** The same database for a server with further arguments. */
    Database with(String... further) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(further));
        return new Database(embedded, List.copyOf(all), jdbcUrl, username, password);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, username, password);
    }
}

package chat.parley.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * The database of a server to be started.
 *
 * @param embedded whether it is a file that only one process can use
 * @param arguments the server's arguments for this database
 */
record Database(boolean embedded, List<String> arguments, String jdbcUrl, String username, String password) {

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, username, password);
    }
}

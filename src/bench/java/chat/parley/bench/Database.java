package chat.parley.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Where a server that is started keeps its rows.
 *
 * @param embedded whether it is a file that one process can use
 * @param arguments what the server has to be told
 */
record Database(boolean embedded, List<String> arguments, String jdbcUrl, String username, String password) {

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, username, password);
    }
}

package chat.parley.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/**
 * Where a server that is started keeps its rows.
 *
 * @param arguments what the server has to be told
 */
record Database(String name, List<String> arguments, String jdbcUrl, String username, String password) {

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, username, password);
    }
}

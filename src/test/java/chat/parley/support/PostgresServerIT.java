package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerIT {

    @Test
    void freshDatabasesAreEmpty() throws SQLException {
        try (Connection one = PostgresServer.freshDatabase().connect();
                Connection other = PostgresServer.freshDatabase().connect()) {
            one.createStatement().execute("create table a (b integer)");

            ResultSet tables = other.getMetaData().getTables(null, "public", "%", null);
            assertThat(tables.next()).isFalse();
        }
    }
}

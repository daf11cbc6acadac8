package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MemoryDatabasesIT {

    @Test
    void databaseEndsWithItsLastServer() throws SQLException {
        ParleyServer.Setup setup = ParleyServer.with();
        ParleyServer one = setup.start();
        ParleyServer other = setup.start();
        String existing = one.bean(DatabaseAddress.class).url() + ";IFEXISTS=TRUE";

        one.stop();
        one.stop();
        Person.signUp(other, "ada");
        try (Connection connection = DriverManager.getConnection(existing)) {
            assertThat(connection.isValid(1)).isTrue();
        }
        other.stop();

        assertThatThrownBy(() -> DriverManager.getConnection(existing)).hasMessageContaining("not found");
    }
}

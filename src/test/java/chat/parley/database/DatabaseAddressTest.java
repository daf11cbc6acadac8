package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

    @Test
    void embeddedFileIsTheSameForBothDrivers() {
        var address = DatabaseAddress.of("r2dbc:h2:file:///./data/parley", null, null);
        assertThat(address.embedded()).isTrue();
        assertThat(address.url()).startsWith("jdbc:h2:file:./data/parley;").contains("ANALYZE_AUTO=0");
    }

    @Test
    void absolutePathStaysAbsolute() {
        assertThat(DatabaseAddress.of("r2dbc:h2:file:////var/lib/parley", null, null)
                        .url())
                .startsWith("jdbc:h2:file:/var/lib/parley;");
    }

    @Test
    void givenOptionIsNotOverridden() {
        assertThat(DatabaseAddress.of("r2dbc:h2:mem:///x;LOCK_TIMEOUT=500", null, null)
                        .url())
                .startsWith("jdbc:h2:mem:x;LOCK_TIMEOUT=500")
                .doesNotContain("LOCK_TIMEOUT=10000");
    }

    @Test
    void postgresqlKeepsAddressAndCredentials() {
        var address =
                DatabaseAddress.of("r2dbc:postgresql://me:secret@db.example:5433/chat?sslMode=REQUIRE", null, null);
        assertThat(address.embedded()).isFalse();
        assertThat(address.url())
                .startsWith("jdbc:postgresql://db.example:5433/chat?")
                .endsWith("&sslmode=require");
        assertThat(address.username()).isEqualTo("me");
        assertThat(address.password()).isEqualTo("secret");
    }

    @Test
    void startupHasTimeouts() {
        assertThat(DatabaseAddress.of("r2dbc:postgresql://db/chat", null, null).url())
                .contains("connectTimeout=", "loginTimeout=", "socketTimeout=");
    }

    @Test
    void passwordIsNeverPrinted() {
        assertThat(DatabaseAddress.of("r2dbc:postgresql://me:secret@db/chat", null, null))
                .asString()
                .doesNotContain("secret");
    }

    @Test
    void unsupportedDatabaseIsRefusedWithReason() {
        assertThatThrownBy(() -> DatabaseAddress.of("r2dbc:mysql://db/chat", null, null))
                .hasMessageContaining("r2dbc:postgresql:");
    }
}

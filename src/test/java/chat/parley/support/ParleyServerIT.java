package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.InMemoryChannelLayer;
import org.junit.jupiter.api.Test;

class ParleyServerIT {

    @Test
    void twoServersShareOneChannelLayer() {
        try (InMemoryChannelLayer layer = new InMemoryChannelLayer();
                ParleyServer one = ParleyServer.with().channelLayer(layer).start();
                ParleyServer other = ParleyServer.with().channelLayer(layer).start()) {
            assertThat(one.port()).isNotEqualTo(other.port());
            assertThat(Person.visiting(one.url()).get("/").status()).isLessThan(500);
            assertThat(Person.visiting(other.url()).get("/").status()).isLessThan(500);
        }
    }

    @Test
    void serverRunsOnPostgresql() {
        try (ParleyServer server =
                ParleyServer.with().database(PostgresServer.freshDatabase()).start()) {
            assertThat(Person.visiting(server.url()).get("/").status()).isLessThan(500);
        }
    }
}

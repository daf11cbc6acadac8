package chat.parley.push;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import chat.parley.support.PostgresServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** Nodes that need the keys for the first time together agree on one pair. */
class VapidKeysIT {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nodesThatStartTogetherHaveTheSamePair(boolean postgresql) {
        ParleyServer.Setup setup = ParleyServer.with();
        try (ParleyServer server = (postgresql ? setup.database(PostgresServer.freshDatabase()) : setup).start()) {
            DatabaseClient database = server.bean(DatabaseClient.class);
            SecureRandom random = server.bean(SecureRandom.class);
            List<VapidKeys> nodes = Stream.generate(() -> new VapidKeys(database, random))
                    .limit(8)
                    .toList();

            List<VapidKeys.Pair> pairs = Objects.requireNonNull(Flux.fromIterable(nodes)
                    .flatMap(VapidKeys::pair, 8)
                    .collectList()
                    .block(Duration.ofMinutes(1)));

            assertThat(pairs).hasSize(8);
            assertThat(pairs)
                    .extracting(VapidKeys.Pair::publicKey)
                    .containsOnly(pairs.get(0).publicKey());
            assertThat(pairs)
                    .extracting(VapidKeys.Pair::privateKey)
                    .containsOnly(pairs.get(0).privateKey());
            assertThat(new VapidKeys(database, random).pair().block(Duration.ofMinutes(1)))
                    .isEqualTo(pairs.get(0));
        }
    }
}

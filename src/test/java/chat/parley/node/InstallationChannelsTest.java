package chat.parley.node;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.InMemoryChannelLayer;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class InstallationChannelsTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final H2ConnectionFactory h2 = new H2ConnectionFactory(H2ConnectionConfiguration.builder()
            .inMemory("installation-channels")
            .option("DB_CLOSE_DELAY=-1")
            .build());

    @Test
    void subscriptionWaitsForTheDatabase() {
        DatabaseClient.create(h2)
                .sql("create table installation as select 1 as id, cast('ours' as varchar(32)) as fingerprint")
                .then()
                .block(LIMIT);
        ChannelLayer channels = new InstallationChannels(
                new InMemoryChannelLayer(),
                new Installation(DatabaseClient.create(new UnavailableAtFirst(h2)), new SecureRandom()));
        List<String> received = new CopyOnWriteArrayList<>();

        channels.subscribe("bell", message -> received.add(new String(message, StandardCharsets.UTF_8)))
                .block(LIMIT);
        channels.publish("bell", "ding".getBytes(StandardCharsets.UTF_8)).block(LIMIT);

        Awaitility.await().atMost(LIMIT).until(() -> received.contains("ding"));
    }

    /** A driver whose first connections fail. */
    private record UnavailableAtFirst(ConnectionFactory driver, AtomicInteger failures) implements ConnectionFactory {

        UnavailableAtFirst(ConnectionFactory driver) {
            this(driver, new AtomicInteger(2));
        }

        @Override
        public Mono<Connection> create() {
            return Mono.defer(() -> failures.getAndDecrement() > 0
                            ? Mono.<Connection>error(new R2dbcTransientResourceException("away"))
                            : Mono.<Connection>from(driver.create()))
                    .subscribeOn(Schedulers.boundedElastic());
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return driver.getMetadata();
        }
    }
}

package chat.parley.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.database.DatabaseAddress;
import chat.parley.database.LongWork;
import chat.parley.support.FaultyWire;
import chat.parley.support.PostgresServer;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.Disposable;

@ExtendWith(OutputCaptureExtension.class)
class SearchIndexIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final PostgresServer.Database database = PostgresServer.freshDatabase();

    @Test
    void indexIsCreatedAfterADatabaseOutage(CapturedOutput output) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .load()
                .migrate();
        try (FaultyWire wire = FaultyWire.to(database.port())) {
            wire.cut();
            SearchIndex index = index(database.through(wire));
            Disposable making = index.start();
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> output.getAll().contains("The search index could not be created"));
            assertThat(index.isUsable()).isFalse();

            wire.heal();

            Awaitility.await().atMost(LIMIT).until(index::isUsable);
            making.dispose();
        }
    }

    private static SearchIndex index(PostgresServer.Database place) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(place.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, place.username())
                .option(ConnectionFactoryOptions.PASSWORD, place.password())
                .build();
        return new SearchIndex(
                new DatabaseAddress(false, place.jdbcUrl(), place.username(), place.password()),
                new LongWork(ConnectionFactories.get(options)));
    }
}

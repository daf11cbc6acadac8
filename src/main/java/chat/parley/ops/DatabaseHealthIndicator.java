package chat.parley.ops;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whether the database answers. A node without it can do nothing, so this decides about readiness. */
@Component
class DatabaseHealthIndicator implements ReactiveHealthIndicator {

    /** Whoever asks for readiness waits about so long. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final DatabaseClient database;

    DatabaseHealthIndicator(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Health> health() {
        return database.sql("select 1")
                .then()
                .timeout(LIMIT)
                .thenReturn(Health.up().build())
                .onErrorReturn(Health.down()
                        .withDetail("reason", "The database does not answer")
                        .build());
    }
}

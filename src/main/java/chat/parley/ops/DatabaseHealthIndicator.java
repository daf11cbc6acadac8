package chat.parley.ops;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reports whether the database responds. A node cannot work without it, so this is part of readiness. */
@Component
class DatabaseHealthIndicator implements ReactiveHealthIndicator {

    /** About as long as balancers wait for a readiness check. */
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(2);

    private final DatabaseClient database;

    DatabaseHealthIndicator(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Health> health() {
        return database.sql("select 1")
                .then()
                .timeout(QUERY_TIMEOUT)
                .thenReturn(Health.up().build())
                .onErrorReturn(Health.down()
                        .withDetail("reason", "The database does not answer")
                        .build());
    }
}

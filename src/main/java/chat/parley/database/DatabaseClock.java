package chat.parley.database;

import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The clock of the database, which all nodes share. */
@Component
public class DatabaseClock {

    private final DatabaseClient database;

    DatabaseClock(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Instant> now() {
        return database.sql("select current_timestamp as db_now")
                .map(row -> Objects.requireNonNull(row.get("db_now", Instant.class)))
                .one();
    }
}

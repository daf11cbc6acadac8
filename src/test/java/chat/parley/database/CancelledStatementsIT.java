package chat.parley.database;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.ParleyServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Cancellation of statements in flight. */
class CancelledStatementsIT {

    private static final int STATEMENTS = 1_000;

    @Test
    void embeddedDatabaseSurvivesCancelledStatements(@TempDir Path folder) {
        try (ParleyServer server = ParleyServer.with().databaseIn(folder).start()) {
            DatabaseClient database = server.bean(DatabaseClient.class);
            database.sql("create table scratch (id bigint primary key, text varchar(4000))")
                    .then()
                    .block();
            long failures = 0;
            for (int i = 0; i < STATEMENTS; i++) {
                failures += failure(database, i).blockOptional().isPresent() ? 1 : 0;
            }
            assertThat(failures).isZero();
            Long rows = database.sql("select count(*) from scratch")
                    .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                    .one()
                    .block();
            assertThat(rows).isPositive();
        }
    }

    /** Some statements have enough time, others hardly any. */
    private static Mono<Throwable> failure(DatabaseClient database, int number) {
        Duration patience = number % 3 == 0 ? Duration.ofNanos(500_000L + number * 1_000L) : Duration.ofSeconds(10);
        return database.sql("insert into scratch values (:id, :text)")
                .bind("id", (long) number)
                .bind("text", "x".repeat(2_000))
                .then()
                .timeout(patience)
                .then(Mono.<Throwable>empty())
                .onErrorResume(TimeoutException.class, late -> Mono.empty())
                .onErrorResume(Mono::just);
    }
}

package chat.parley.task;

import chat.parley.http.FailureLog;
import chat.parley.node.BackgroundTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts waiting and failed tasks for monitoring, and deletes old rows. Several nodes can do this concurrently. */
@Configuration(proxyBeanMethods = false)
class TaskUpkeep {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    /** How long the keys of finished tasks are kept. */
    private static final Duration KEEP_DONE = Duration.ofDays(7);

    private static final Duration KEEP_FAILED = Duration.ofDays(30);

    private static final int BATCH_SIZE = 500;

    private static final String NOW = "cast(extract(epoch from current_timestamp) * 1000 as bigint)";

    private static final String FAILED =
            "select kind, count(*) as number from task where failed_at is not null group by kind";

    private static final String LAG = "select k.kind, " + NOW
            + " - (select min(t.due) from task t where t.kind = k.kind and t.due is not null) as number"
            + " from unnest(cast(:kinds as varchar array)) as k(kind)";

    private final DatabaseClient database;
    private final TaskHandlers handlers;
    private final FailureLog failures;
    private final MultiGauge failed;
    private final MultiGauge lag;

    TaskUpkeep(DatabaseClient database, TaskHandlers handlers, FailureLog failures, MeterRegistry registry) {
        this.database = database;
        this.handlers = handlers;
        this.failures = failures;
        failed = MultiGauge.builder("parley.tasks.failed")
                .description("Tasks that were given up, on all nodes")
                .register(registry);
        lag = MultiGauge.builder("parley.tasks.lag")
                .description("How long the oldest unfinished task has been due")
                .baseUnit("seconds")
                .register(registry);
        publish(failed, Map.of());
        publish(lag, Map.of());
    }

    @Bean
    BackgroundTask taskUpkeepTask() {
        return new BackgroundTask(this::begin);
    }

    private Disposable begin() {
        return Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> run().onErrorResume(this::logFailure), 1)
                .subscribe();
    }

    private Mono<Void> logFailure(Throwable error) {
        failures.add("Could not count tasks; retrying later", error);
        return Mono.empty();
    }

    Mono<Void> run() {
        return update(failed, database.sql(FAILED), Number::doubleValue)
                .then(Mono.defer(this::updateLag))
                .then(Mono.defer(() -> delete("done_at", KEEP_DONE)))
                .then(Mono.defer(() -> delete("failed_at", KEEP_FAILED)));
    }

    private Mono<Void> updateLag() {
        String[] kinds = handlers.kinds().toArray(String[]::new);
        return kinds.length == 0
                ? Mono.empty()
                : update(
                        lag,
                        database.sql(LAG).bind("kinds", kinds),
                        millis -> Math.max(0, millis.doubleValue() / 1000));
    }

    private Mono<Void> update(MultiGauge gauge, DatabaseClient.GenericExecuteSpec sql, Function<Number, Double> value) {
        return sql.map(row -> {
                    Long number = row.get("number", Long.class);
                    String kind = Objects.requireNonNull(row.get("kind", String.class));
                    return Map.entry(kind, value.apply(number == null ? 0 : number));
                })
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .doOnNext(values -> publish(gauge, values))
                .then();
    }

    /** Kinds without such tasks have the value 0. */
    private void publish(MultiGauge gauge, Map<String, Double> values) {
        Map<String, Double> all = new HashMap<>(values);
        handlers.kinds().forEach(kind -> all.putIfAbsent(kind, 0.0));
        gauge.register(
                all.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of("kind", entry.getKey()), entry.getValue()))
                        .collect(Collectors.<MultiGauge.Row<?>>toList()),
                true);
    }

    private Mono<Void> delete(String column, Duration age) {
        return database.sql("delete from task where id in (select id from task where " + column + " < " + NOW
                        + " - :age order by " + column + " limit " + BATCH_SIZE + ")")
                .bind("age", age.toMillis())
                .fetch()
                .rowsUpdated()
                .repeat()
                .takeUntil(deleted -> deleted < BATCH_SIZE)
                .then();
    }
}

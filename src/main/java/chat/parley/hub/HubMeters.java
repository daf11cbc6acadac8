package chat.parley.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Metrics of live rooms. None is recorded while a message is delivered. */
@Component
class HubMeters {

    private final MeterRegistry registry;
    private final AtomicLong lag = new AtomicLong();
    private final AtomicLong behind = new AtomicLong();
    private final Timer repairs;
    private final Counter failedRepairs;
    private final Counter catchUps;

    HubMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("parley.rooms.lag", lag, AtomicLong::get)
                .description("Revisions missed by the live room that was furthest behind at the last tick")
                .register(registry);
        Gauge.builder("parley.rooms.behind", behind, AtomicLong::get)
                .description("Live rooms that were behind the log at the last tick")
                .register(registry);
        repairs = Timer.builder("parley.repairs")
                .description("Log reads that closed a gap in a live room")
                .register(registry);
        failedRepairs = Counter.builder("parley.repairs.failed")
                .description("Repairs that failed; they are retried at the next tick")
                .register(registry);
        catchUps = Counter.builder("parley.cursors.fallen")
                .description("Cursors that fell out of the window and are served from the log")
                .register(registry);
    }

    /**
     * Records a comparison with the database.
     *
     * @param missing the number of missing revisions by room
     */
    void compared(Map<String, Long> missing) {
        behind.set(missing.size());
        lag.set(missing.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** Measures a read of the log for a live room, and counts its failure. */
    <T> Mono<T> repair(Mono<T> read) {
        return Mono.defer(() -> {
            Timer.Sample sample = Timer.start(registry);
            return read.doOnError(failure -> failedRepairs.increment()).doFinally(end -> sample.stop(repairs));
        });
    }

    void fellOut() {
        catchUps.increment();
    }

    /** Measures work at a tick; its failure is passed on. */
    Mono<Void> tick(String task, Mono<Void> work) {
        return Mono.defer(() -> {
            Timer.Sample sample = Timer.start(registry);
            return work.doOnSuccess(done -> sample.stop(tickTimer(task, "done")))
                    .doOnError(failure -> sample.stop(tickTimer(task, "failed")));
        });
    }

    private Timer tickTimer(String task, String outcome) {
        return Timer.builder("parley.ticks")
                .description("Duration of the tasks that run at each tick")
                .tag("work", task)
                .tag("outcome", outcome)
                .register(registry);
    }
}

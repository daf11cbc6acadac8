package chat.parley.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What is counted of live rooms. Nothing here lies on the way of a message. */
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
                .description("How many revisions the worst of the live rooms missed at the newest tick")
                .register(registry);
        Gauge.builder("parley.rooms.behind", behind, AtomicLong::get)
                .description("How many live rooms were behind the log at the newest tick")
                .register(registry);
        repairs = Timer.builder("parley.repairs")
                .description("Reads of the log that closed a gap of a live room")
                .register(registry);
        failedRepairs = Counter.builder("parley.repairs.failed")
                .description("Repairs that the database refused; the next tick tries again")
                .register(registry);
        catchUps = Counter.builder("parley.cursors.fallen")
                .description("Cursors that fell out of the window and are read from the log")
                .register(registry);
    }

    /** What a comparison with the database found: by how many revisions which rooms were behind. */
    void compared(Map<String, Long> found) {
        behind.set(found.size());
        lag.set(found.values().stream().mapToLong(Long::longValue).max().orElse(0));
    }

    /** Measures a read of the log for a live room. */
    <T> Mono<T> repair(Mono<T> read) {
        return Mono.defer(() -> {
            Timer.Sample begun = Timer.start(registry);
            return read.doOnError(failure -> failedRepairs.increment()).doFinally(end -> begun.stop(repairs));
        });
    }

    void fellOut() {
        catchUps.increment();
    }

    /** Measures what is done at a tick; fails as it does. */
    Mono<Void> tick(String what, Mono<Void> work) {
        return Mono.defer(() -> {
            Timer.Sample begun = Timer.start(registry);
            return work.doOnSuccess(done -> begun.stop(ticks(what, "done")))
                    .doOnError(failure -> begun.stop(ticks(what, "failed")));
        });
    }

    private Timer ticks(String what, String outcome) {
        return Timer.builder("parley.ticks")
                .description("What a node does at each tick")
                .tag("work", what)
                .tag("outcome", outcome)
                .register(registry);
    }
}

package chat.parley.roomlog;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Metrics of room log transactions; recording costs the same for any number of writes. */
@Component
class LogMeters {

    private final MeterRegistry registry;
    private final DistributionSummary writes;
    private final Timer committed;
    private final Timer failed;

    LogMeters(MeterRegistry registry) {
        this.registry = registry;
        writes = DistributionSummary.builder("parley.log.batch")
                .description("Writes per transaction of the room log")
                .register(registry);
        committed = transactions(registry, "committed");
        failed = transactions(registry, "failed");
    }

    private static Timer transactions(MeterRegistry registry, String outcome) {
        return Timer.builder("parley.log.transactions")
                .description("Transactions of the room log, including retries")
                .tag("outcome", outcome)
                .register(registry);
    }

    <T> Mono<T> transaction(int size, Mono<T> transaction) {
        return Mono.defer(() -> {
            Timer.Sample sample = Timer.start(registry);
            writes.record(size);
            return transaction.doOnSuccess(done -> sample.stop(committed)).doOnError(failure -> sample.stop(failed));
        });
    }
}

package chat.parley.ops;

import chat.parley.blob.Blobs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reports whether files can be stored and read. Chat works without them, so an outage only degrades the node's health.
 * The store is examined only while its last request has failed.
 */
@Component
class FilesHealthIndicator implements ReactiveHealthIndicator, MeterBinder {

    /** Shorter than monitoring systems wait. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Blobs blobs;

    FilesHealthIndicator(Blobs blobs) {
        this.blobs = blobs;
    }

    @Override
    public Mono<Health> health() {
        return Mono.defer(() -> blobs.trouble().isEmpty()
                        ? Mono.empty()
                        : blobs.check().timeout(LIMIT).onErrorComplete())
                .then(Mono.fromSupplier(() -> health(blobs.trouble())));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("parley.files.up", blobs, store -> store.trouble().isEmpty() ? 1 : 0)
                .description("1 while the file store works, as far as this node knows")
                .register(registry);
    }

    private static Health health(Optional<String> trouble) {
        return trouble.map(reason -> Health.status(Degraded.STATUS)
                        .withDetail("reason", "The file store fails. " + reason + " Chat goes on without them.")
                        .build())
                .orElseGet(() -> Health.up().build());
    }
}

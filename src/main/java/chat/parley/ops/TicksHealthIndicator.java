package chat.parley.ops;

import chat.parley.hub.Ticks;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reports whether this node still reconciles itself with the database. A node whose reconciliation hangs delivers lost
 * notifications late and shows people as online who have left, so this is part of readiness.
 */
@Component
class TicksHealthIndicator implements ReactiveHealthIndicator {

    private final Ticks ticks;

    TicksHealthIndicator(Ticks ticks) {
        this.ticks = ticks;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> {
            String overdue = ticks.overdue().entrySet().stream()
                    .map(work -> "Could not " + work.getKey() + " for "
                            + work.getValue().toSeconds() + " s")
                    .collect(Collectors.joining("; "));
            return overdue.isEmpty()
                    ? Health.up().build()
                    : Health.down().withDetail("reason", overdue).build();
        });
    }
}

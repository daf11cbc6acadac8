package chat.parley.ops;

import chat.parley.roomlog.RoomLog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whether writes get through. A node may answer reads while its writes are stuck, and others may be well meanwhile, so this
 * decides about readiness.
 */
@Component
class RoomLogHealthIndicator implements ReactiveHealthIndicator {

    private final RoomLog log;

    RoomLogHealthIndicator(RoomLog log) {
        this.log = log;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> log.healthy()
                ? Health.up().build()
                : Health.down()
                        .withDetail(
                                "reason",
                                "Writes have been waiting for " + log.stalled().toSeconds() + " s")
                        .build());
    }
}

package chat.parley.ops;

import chat.parley.roomlog.RoomLog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Reports whether writes complete. A node may serve reads while its writes are stuck and other nodes are healthy, so
 * this is part of readiness.
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

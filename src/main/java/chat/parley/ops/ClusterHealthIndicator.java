package chat.parley.ops;

import chat.parley.node.ClusterCheck;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reports a misconfigured cluster as degraded health. */
@Component
class ClusterHealthIndicator implements ReactiveHealthIndicator {

    private final ClusterCheck cluster;

    ClusterHealthIndicator(ClusterCheck cluster) {
        this.cluster = cluster;
    }

    @Override
    public Mono<Health> health() {
        return Mono.fromSupplier(() -> cluster.problem()
                .map(reason -> Health.status(Degraded.STATUS)
                        .withDetail("reason", reason)
                        .build())
                .orElseGet(() -> Health.up().build()));
    }
}

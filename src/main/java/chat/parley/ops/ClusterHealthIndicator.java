package chat.parley.ops;

import chat.parley.node.Cluster;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whether the nodes that run fit together. */
@Component
class ClusterHealthIndicator implements ReactiveHealthIndicator {

    private final Cluster cluster;

    ClusterHealthIndicator(Cluster cluster) {
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

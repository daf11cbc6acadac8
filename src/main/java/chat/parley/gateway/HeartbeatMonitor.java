package chat.parley.gateway;

import chat.parley.node.BackgroundTask;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Detects dead connections: pings clients that have been silent and ends connections that exceed the heartbeat timeout.
 */
@Configuration(proxyBeanMethods = false)
class HeartbeatMonitor {

    /** The interval at which clients should send something, and after which silent ones are pinged. */
    static final Duration HEARTBEAT = Duration.ofSeconds(25);

    private static final Duration MAX_IDLE_TIME = HEARTBEAT.multipliedBy(3);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(5);

    @Bean
    BackgroundTask heartbeatTask(Connections connections) {
        return new BackgroundTask(() -> Flux.interval(SWEEP_INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> sweep(connections), 1)
                .subscribe());
    }

    private static Mono<Void> sweep(Connections connections) {
        return Flux.fromIterable(connections.all())
                .filter(connection -> connection.idleNanos() > HEARTBEAT.toNanos())
                .flatMap(connection -> connection.idleNanos() > MAX_IDLE_TIME.toNanos()
                        ? connection.end(CloseCode.SILENT)
                        : connection.ping().timeout(SWEEP_INTERVAL, Mono.empty()))
                .then();
    }
}

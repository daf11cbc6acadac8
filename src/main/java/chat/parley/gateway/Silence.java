package chat.parley.gateway;

import chat.parley.node.Background;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds connections that only look open: asks the silent ones for a sign of life, and ends those that give none. */
@Configuration(proxyBeanMethods = false)
class Silence {

    /** How often clients should say something, and are asked if they do not. */
    static final Duration HEARTBEAT = Duration.ofSeconds(25);

    private static final Duration LONGEST = HEARTBEAT.multipliedBy(3);
    private static final Duration SWEEP = Duration.ofSeconds(5);

    @Bean
    Background sweepingSilence(Connections connections) {
        return new Background(() -> Flux.interval(SWEEP)
                .onBackpressureDrop()
                .concatMap(tick -> sweep(connections), 1)
                .subscribe());
    }

    private static Mono<Void> sweep(Connections connections) {
        return Flux.fromIterable(connections.all())
                .filter(connection -> connection.silence() > HEARTBEAT.toNanos())
                .flatMap(connection -> connection.silence() > LONGEST.toNanos()
                        ? connection.end(Closing.SILENT)
                        : connection.ping().timeout(SWEEP, Mono.empty()))
                .then();
    }
}

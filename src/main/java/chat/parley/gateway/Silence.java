package chat.parley.gateway;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds connections that only look open: asks the silent ones for a sign of life, and ends those that give none. */
@Component
class Silence implements SmartLifecycle {

    /** How often clients should say something, and are asked if they do not. */
    static final Duration HEARTBEAT = Duration.ofSeconds(25);

    private static final Duration LONGEST = HEARTBEAT.multipliedBy(3);
    private static final Duration SWEEP = Duration.ofSeconds(5);

    private final Connections connections;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean on;

    Silence(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void start() {
        on = true;
        running.update(Flux.interval(SWEEP)
                .onBackpressureDrop()
                .concatMap(tick -> sweep(), 1)
                .subscribe());
    }

    private Mono<Void> sweep() {
        return Flux.fromIterable(connections.all())
                .filter(connection -> connection.silence() > HEARTBEAT.toNanos())
                .flatMap(connection -> connection.silence() > LONGEST.toNanos()
                        ? connection.end(Closing.SILENT).timeout(SWEEP, Mono.empty())
                        : connection.ping().timeout(SWEEP, Mono.empty()))
                .then();
    }

    @Override
    public void stop() {
        on = false;
        running.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return on;
    }
}

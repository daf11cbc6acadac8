package chat.parley.gateway;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Before the server stops: takes no more sockets, tells the open ones to go elsewhere, and ends them. Stops first of
 * all, because the web server would wait for open sockets.
 */
@Component
class Draining implements SmartLifecycle {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Connections connections;
    private final Frames frames;
    private volatile boolean on;

    Draining(Connections connections, Frames frames) {
        this.connections = connections;
        this.frames = frames;
    }

    @Override
    public void start() {
        on = true;
        connections.draining(false);
    }

    @Override
    public void stop(Runnable stopped) {
        on = false;
        connections.draining(true);
        byte[] drain = frames.encode(new ServerFrame.Drain(0));
        Flux.fromIterable(connections.all())
                .flatMap(connection -> Mono.firstWithSignal(
                                connection.answer(drain),
                                Mono.delay(Duration.ofMillis(100)).then())
                        .then(connection.end(Closing.GOING_AWAY)))
                .then()
                .timeout(LONGEST, Mono.empty())
                .doFinally(end -> stopped.run())
                .subscribe();
    }

    @Override
    public void stop() {
        connections.draining(true);
    }

    @Override
    public boolean isRunning() {
        return on;
    }
}

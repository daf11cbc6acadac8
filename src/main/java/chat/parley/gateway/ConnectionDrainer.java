package chat.parley.gateway;

import chat.parley.node.Leases;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Moves the connections to other nodes before the server stops. Refuses new sockets, sends drain frames to the open
 * ones in portions, and ends those that have not moved when the time is over. If there is no other node, all
 * connections end immediately. Runs first at shutdown, because the web server would wait for open sockets.
 */
@Component
class ConnectionDrainer implements SmartLifecycle {

    private static final Log log = LogFactory.getLog(ConnectionDrainer.class);

    /** Drain frames are sent during the first 1/n of the time, because the last clients need time to move, too. */
    private static final int TELLING = 2;

    private static final int PARTS = 10;
    private static final int SMALLEST_PART = 100;

    /** The delay for frames in transit when there is no other node. */
    private static final Duration LAST_WORD = Duration.ofMillis(100);

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Connections connections;
    private final FrameCodec frames;
    private final Leases leases;
    private final GatewayProperties properties;
    private volatile boolean on;

    ConnectionDrainer(Connections connections, FrameCodec frames, Leases leases, GatewayProperties properties) {
        this.connections = connections;
        this.frames = frames;
        this.leases = leases;
        this.properties = properties;
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
        within().flatMap(this::move)
                .then(Mono.defer(() -> connections.end(connections.all(), CloseCode.GOING_AWAY)))
                .timeout(properties.drain().plus(LONGEST_END), Mono.empty())
                .onErrorComplete()
                .doFinally(end -> stopped.run())
                .subscribe();
    }

    /**
     * Returns the time that clients have to move. Assumes another node if the leases cannot be read: clients then
     * search for one, even in vain.
     */
    private Mono<Duration> within() {
        return leases.alive()
                .map(Set::size)
                .onErrorReturn(2)
                .defaultIfEmpty(1)
                .map(nodes -> nodes > 1 ? properties.drain() : Duration.ZERO);
    }

    private Mono<Void> move(Duration within) {
        Collection<Connection> all = connections.all();
        if (all.isEmpty()) {
            return Mono.empty();
        }
        if (within.isZero()) {
            return tell(all, within).then(Mono.delay(LAST_WORD)).then();
        }
        log.info("Shutting down: " + all.size() + " connections have " + within.toMillis() + " ms to move");
        return Mono.when(tell(all, within), gone()).timeout(within, Mono.empty());
    }

    private Mono<Void> tell(Collection<Connection> all, Duration within) {
        int part = Math.max(SMALLEST_PART, (all.size() + PARTS - 1) / PARTS);
        Duration pause = within.dividedBy((long) TELLING * PARTS);
        return Flux.fromIterable(all)
                .buffer(part)
                .index()
                .concatMap(some -> pause(some.getT1() == 0 ? Duration.ZERO : pause)
                        .thenMany(tell(some.getT2(), within.minus(pause.multipliedBy(some.getT1())))))
                .then();
    }

    /** Does not wait for the clients, so that one that does not read cannot delay the others. */
    private Flux<Void> tell(List<Connection> some, Duration left) {
        byte[] drain = frames.encode(new ServerFrame.Drain(left.toMillis()));
        return Flux.fromIterable(some)
                .doOnNext(
                        connection -> connection.answer(drain).onErrorComplete().subscribe())
                .thenMany(Flux.empty());
    }

    private static Mono<Void> pause(Duration time) {
        return time.isZero() ? Mono.empty() : Mono.delay(time).then();
    }

    private Mono<Void> gone() {
        return Flux.interval(LOOK).takeUntil(tick -> connections.size() == 0).then();
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

package chat.parley.gateway;

import chat.parley.node.Leases;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Moves the connections to other nodes before the server stops. Refuses new sockets, sends drain frames to the open
 * ones in portions, and ends those that have not moved when the time is up. If there is no other node, all
 * connections end immediately. Runs first at shutdown, because the web server would wait for open sockets.
 */
@Component
class ConnectionDrainer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ConnectionDrainer.class);

    /** Drain frames are sent during the first 1/n of the time, because the last clients need time to move, too. */
    private static final int NOTICE_DIVISOR = 2;

    private static final int MAX_PARTS = 10;
    private static final int MIN_PART_SIZE = 100;

    /** The delay for frames in transit when there is no other node. */
    private static final Duration SEND_DELAY = Duration.ofMillis(100);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Connections connections;
    private final FrameCodec frames;
    private final Leases leases;
    private final GatewayProperties properties;
    private volatile boolean running;

    ConnectionDrainer(Connections connections, FrameCodec frames, Leases leases, GatewayProperties properties) {
        this.connections = connections;
        this.frames = frames;
        this.leases = leases;
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
        connections.draining(false);
    }

    @Override
    public void stop(Runnable stopped) {
        running = false;
        connections.draining(true);
        drainTime()
                .flatMap(this::move)
                .then(Mono.defer(() -> connections.end(connections.all(), CloseCode.GOING_AWAY)))
                .timeout(properties.drain().plus(CLOSE_TIMEOUT), Mono.empty())
                .onErrorComplete()
                .doFinally(end -> stopped.run())
                .subscribe();
    }

    /**
     * Returns the time that clients have to move. Assumes another node if the leases cannot be read: clients then
     * look for one, even if there is none.
     */
    private Mono<Duration> drainTime() {
        return leases.alive()
                .map(Set::size)
                .onErrorReturn(2)
                .defaultIfEmpty(1)
                .map(nodes -> nodes > 1 ? properties.drain() : Duration.ZERO);
    }

    private Mono<Void> move(Duration drainTime) {
        Collection<Connection> all = connections.all();
        if (all.isEmpty()) {
            return Mono.empty();
        }
        if (drainTime.isZero()) {
            return notifyClients(all, drainTime).then(Mono.delay(SEND_DELAY)).then();
        }
        log.info("Shutting down: {} connections have {} ms to move", all.size(), drainTime.toMillis());
        return Mono.when(notifyClients(all, drainTime), allClosed()).timeout(drainTime, Mono.empty());
    }

    private Mono<Void> notifyClients(Collection<Connection> all, Duration drainTime) {
        int partSize = Math.max(MIN_PART_SIZE, (all.size() + MAX_PARTS - 1) / MAX_PARTS);
        Duration pause = drainTime.dividedBy((long) NOTICE_DIVISOR * MAX_PARTS);
        return Flux.fromIterable(all)
                .buffer(partSize)
                .index()
                .concatMap(part -> pause(part.getT1() == 0 ? Duration.ZERO : pause)
                        .thenMany(notifyClients(part.getT2(), drainTime.minus(pause.multipliedBy(part.getT1())))))
                .then();
    }

    /** Does not wait for the clients, so that one that does not read cannot delay the others. */
    private Flux<Void> notifyClients(List<Connection> part, Duration remaining) {
        byte[] drain = frames.encode(new ServerFrame.Drain(remaining.toMillis()));
        return Flux.fromIterable(part)
                .doOnNext(
                        connection -> connection.answer(drain).onErrorComplete().subscribe())
                .thenMany(Flux.empty());
    }

    private static Mono<Void> pause(Duration duration) {
        return duration.isZero() ? Mono.empty() : Mono.delay(duration).then();
    }

    private Mono<Void> allClosed() {
        return Flux.interval(POLL_INTERVAL)
                .takeUntil(tick -> connections.size() == 0)
                .then();
    }

    @Override
    public void stop() {
        connections.draining(true);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

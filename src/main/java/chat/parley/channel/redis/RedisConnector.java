package chat.parley.channel.redis;

import chat.parley.channel.ChannelLayer.State;
import chat.parley.channel.ChannelProperties;
import chat.parley.channel.ChannelUnavailable;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Keeps a link to one server from start to stop: opens it, subscribes to all channels, pings, and opens the next one
 * with back-off when it is lost. The server may be unavailable.
 */
final class RedisConnector implements Redis {

    private static final Logger log = LoggerFactory.getLogger(RedisConnector.class);

    private final ChannelProperties properties;
    private final String server;
    private final Mono<RedisLink> connect;
    private final Scheduler scheduler;
    private final Supplier<List<String>> channels;
    private final Sinks.Many<State> states = Sinks.many().replay().latestOrDefault(State.DOWN);
    private Disposable running = Disposables.disposed();
    private @Nullable RedisLink joined;
    private volatile @Nullable RedisLink up;
    private volatile boolean outageLogged;

    /**
     * @param server the server's address, for the log
     * @param connect opens a link at each subscription
     * @param scheduler the layer's single thread
     * @param channels supplies the channels that a new link subscribes to; called on that thread
     */
    RedisConnector(
            ChannelProperties properties,
            String server,
            Mono<RedisLink> connect,
            Scheduler scheduler,
            Supplier<List<String>> channels) {
        this.properties = properties;
        this.server = server;
        this.connect = connect;
        this.scheduler = scheduler;
        this.channels = channels;
    }

    @Override
    public void start() {
        running = Flux.usingWhen(
                        connect, this::serve, link -> Mono.defer(link::close).subscribeOn(scheduler))
                .doOnError(this::logOutage)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, properties.reconnectDelayMin())
                        .maxBackoff(properties.reconnectDelayMax())
                        .jitter(0.5)
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public Mono<Void> stop() {
        return Mono.fromRunnable(this::disconnect)
                .subscribeOn(scheduler)
                .then(Mono.defer(() -> joined == null ? Mono.empty() : joined.close()))
                .onErrorComplete();
    }

    private void disconnect() {
        running.dispose();
        up = null;
    }

    @Override
    public @Nullable RedisLink joined(String channel) {
        return joined;
    }

    @Override
    public @Nullable RedisLink up(String channel) {
        return up;
    }

    @Override
    public Flux<State> states() {
        return states.asFlux().distinctUntilChanged();
    }

    boolean isUp() {
        return up != null;
    }

    @Override
    public String trouble() {
        return "Redis is out of reach";
    }

    /** Serves one link: emits {@code UP} once, then fails when the link is lost. */
    private Flux<State> serve(RedisLink link) {
        return Mono.defer(() -> join(link))
                .publishOn(scheduler)
                .then(Mono.fromSupplier(() -> connected(link)))
                .concatWith(Flux.merge(monitor(link), link.lost().then(Mono.<State>empty())))
                .publishOn(scheduler)
                .doOnError(lost -> disconnected())
                .subscribeOn(scheduler);
    }

    private Mono<Void> join(RedisLink link) {
        joined = link;
        return link.join(channels.get())
                .or(link.lost())
                .timeout(properties.timeout().multipliedBy(2));
    }

    private State connected(RedisLink link) {
        up = link;
        outageLogged = false;
        log.info("Connected to Redis at {}", server);
        states.tryEmitNext(State.UP);
        return State.UP;
    }

    private void disconnected() {
        joined = null;
        up = null;
        states.tryEmitNext(State.DOWN);
    }

    /** Pings until the link is lost; fails when too many pings have not returned. */
    private Flux<State> monitor(RedisLink link) {
        return Mono.delay(properties.pingInterval(), scheduler)
                .flatMap(tick -> pingOrFail(link))
                .repeat();
    }

    private Mono<State> pingOrFail(RedisLink link) {
        long unreturned = link.unreturned();
        if (unreturned >= properties.missedPings()) {
            return Mono.error(new ChannelUnavailable("Redis has not returned the last " + unreturned + " pings"));
        }
        link.ping();
        return Mono.empty();
    }

    private void logOutage(Throwable reason) {
        log.debug("A connection to Redis ended", reason);
        if (!outageLogged) {
            log.warn(
                    "Redis at {} is unreachable: {}. Chat continues; changes from other nodes arrive later",
                    server,
                    reason.getMessage());
        }
        outageLogged = true;
    }
}

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
    private final String place;
    private final Mono<RedisLink> opening;
    private final Scheduler scheduler;
    private final Supplier<List<String>> channels;
    private final Sinks.Many<State> states = Sinks.many().replay().latestOrDefault(State.DOWN);
    private Disposable running = Disposables.disposed();
    private @Nullable RedisLink joined;
    private volatile @Nullable RedisLink up;
    private volatile boolean outageTold;

    /**
     * @param place the server's address, for the log
     * @param opening opens a link at each subscription
     * @param scheduler the layer's single thread
     * @param channels supplies the channels that a new link subscribes to; called on that thread
     */
    RedisConnector(
            ChannelProperties properties,
            String place,
            Mono<RedisLink> opening,
            Scheduler scheduler,
            Supplier<List<String>> channels) {
        this.properties = properties;
        this.place = place;
        this.opening = opening;
        this.scheduler = scheduler;
        this.channels = channels;
    }

    @Override
    public void start() {
        running = Flux.usingWhen(
                        opening, this::serve, link -> Mono.defer(link::close).subscribeOn(scheduler))
                .doOnError(this::tellOutage)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, properties.reconnectDelayMin())
                        .maxBackoff(properties.reconnectDelayMax())
                        .jitter(0.5)
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public Mono<Void> stop() {
        return Mono.fromRunnable(this::end)
                .subscribeOn(scheduler)
                .then(Mono.defer(() -> joined == null ? Mono.empty() : joined.close()))
                .onErrorComplete();
    }

    private void end() {
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
                .then(Mono.fromSupplier(() -> inForce(link)))
                .concatWith(Flux.merge(watch(link), link.lost().then(Mono.<State>empty())))
                .publishOn(scheduler)
                .doOnError(lost -> outOfForce())
                .subscribeOn(scheduler);
    }

    private Mono<Void> join(RedisLink link) {
        joined = link;
        return link.join(channels.get())
                .or(link.lost())
                .timeout(properties.timeout().multipliedBy(2));
    }

    private State inForce(RedisLink link) {
        up = link;
        outageTold = false;
        log.info("Connected to Redis at {}", place);
        states.tryEmitNext(State.UP);
        return State.UP;
    }

    private void outOfForce() {
        joined = null;
        up = null;
        states.tryEmitNext(State.DOWN);
    }

    /** Pings until the link is lost; fails when too many pings have not returned. */
    private Flux<State> watch(RedisLink link) {
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

    private void tellOutage(Throwable reason) {
        log.debug("A connection to Redis ended", reason);
        if (!outageTold) {
            log.warn(
                    "Redis at {} is unreachable: {}. Chat continues; changes from other nodes arrive later",
                    place,
                    reason.getMessage());
        }
        outageTold = true;
    }
}

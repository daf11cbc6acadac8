package chat.parley.channel;

import chat.parley.channel.ChannelLayer.State;
import java.util.List;
import java.util.function.BiConsumer;
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
 * One link to Redis after another, from start to stop: opens it, has it subscribe to everything, pings, and opens the
 * next with back-off when it is lost. Redis need not be there.
 */
final class RedisLife {

    private static final Logger log = LoggerFactory.getLogger(RedisLife.class);

    private static final int PATIENCE = 3;

    private final ChannelProperties properties;
    private final RedisLinks links;
    private final Scheduler scheduler;
    private final Supplier<List<String>> channels;
    private final BiConsumer<String, byte[]> receiver;
    private final Sinks.Many<State> states = Sinks.many().replay().latestOrDefault(State.DOWN);
    private Disposable running = Disposables.disposed();
    private @Nullable RedisLink joined;
    private volatile @Nullable RedisLink up;
    private volatile boolean outageTold;

    /**
     * @param scheduler the layer's one thread
     * @param channels the Redis channels that a link subscribes to at its beginning; asked for on that thread
     * @param receiver is called with the full Redis channel and the message
     */
    RedisLife(
            ChannelProperties properties,
            RedisLinks links,
            Scheduler scheduler,
            Supplier<List<String>> channels,
            BiConsumer<String, byte[]> receiver) {
        this.properties = properties;
        this.links = links;
        this.scheduler = scheduler;
        this.channels = channels;
        this.receiver = receiver;
    }

    void start() {
        running = Flux.usingWhen(
                        links.open(scheduler, receiver),
                        this::serve,
                        link -> Mono.defer(link::close).subscribeOn(scheduler))
                .doOnError(this::tellOutage)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, properties.reconnectDelayMin())
                        .maxBackoff(properties.reconnectDelayMax())
                        .jitter(0.5)
                        .transientErrors(true))
                .subscribe();
    }

    /**
     * Ends everything, the driver's threads too; completes when that is done, and never fails. What hangs is left behind
     * after three times the timeout: a Redis that does not answer must not keep a node from going.
     */
    Mono<Void> stop() {
        return Mono.fromRunnable(this::end)
                .subscribeOn(scheduler)
                .then(Mono.defer(() -> joined == null ? Mono.empty() : joined.close()))
                .onErrorComplete()
                .then(Mono.fromFuture(links::shutdown, true))
                .timeout(properties.timeout().multipliedBy(PATIENCE))
                .onErrorComplete();
    }

    private void end() {
        running.dispose();
        up = null;
    }

    /** The link that subscriptions go to, in force or about to be. Only for the layer's thread. */
    @Nullable
    RedisLink joined() {
        return joined;
    }

    /** The link that is in force. */
    @Nullable
    RedisLink up() {
        return up;
    }

    Flux<State> states() {
        return states.asFlux().distinctUntilChanged();
    }

    /** One link's service: emits {@code UP} once, then fails when the link is lost. */
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
        return link.join(channels.get()).timeout(properties.timeout().multipliedBy(2));
    }

    private State inForce(RedisLink link) {
        up = link;
        outageTold = false;
        log.info("Connected to Redis at {}", links);
        states.tryEmitNext(State.UP);
        return State.UP;
    }

    private void outOfForce() {
        joined = null;
        up = null;
        states.tryEmitNext(State.DOWN);
    }

    /** Pings for ever; fails when too many have not come back. */
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
                    "Redis at {} is out of reach: {}. Chat goes on; what crosses nodes comes later",
                    links,
                    reason.getMessage());
        }
        outageTold = true;
    }
}

package chat.parley.channel;

import chat.parley.channel.Listeners.Listener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The channel layer through Redis pub/sub: one Redis channel for each of ours, subscribed while anybody on this node
 * listens to it. Redis need not be there: the layer starts {@link ChannelLayer.State#DOWN}, tries for ever with
 * back-off, and refuses at once to publish in the meantime.
 *
 * <p>Threads: subscriptions change on one thread of the layer's own, so that Redis hears of them in the order in which
 * they were wanted. Messages are delivered on the driver's thread.
 */
final class RedisChannelLayer implements ChannelLayer, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RedisChannelLayer.class);

    private final ChannelProperties properties;
    private final RedisLinks links;
    private final Listeners listeners = new Listeners();
    private final Scheduler scheduler = Schedulers.newSingle("channel", true);
    private final Sinks.Many<State> states = Sinks.many().replay().latestOrDefault(State.DOWN);

    /** The link that subscriptions go to, in force or joining. Only for the layer's thread. */
    private @Nullable RedisLink joined;

    /** The link that is in force. */
    private volatile @Nullable RedisLink up;

    private volatile @Nullable Disposable life;
    private volatile boolean outageTold;

    RedisChannelLayer(String url, ChannelProperties properties) {
        this.properties = properties;
        links = new RedisLinks(url, properties);
    }

    @Override
    public Mono<Void> publish(String channel, byte[] message) {
        return Mono.defer(() -> {
            RedisLink link = up;
            return link == null
                    ? Mono.error(new ChannelUnavailable("Redis at " + links + " is out of reach"))
                    : link.publish(properties.prefix() + channel, message);
        });
    }

    @Override
    public Mono<Disposable> subscribe(String channel, Consumer<byte[]> receiver) {
        return Mono.defer(() -> register(channel, new Listener(receiver))).subscribeOn(scheduler);
    }

    @Override
    public Flux<State> states() {
        return states.asFlux().distinctUntilChanged();
    }

    @Override
    public void start() {
        life = Flux.usingWhen(links.open(scheduler, this::deliver), this::serve, this::close)
                .doOnError(this::tellOutage)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, properties.reconnectDelayMin())
                        .maxBackoff(properties.reconnectDelayMax())
                        .jitter(0.5)
                        .transientErrors(true))
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Runs the callback when the connections are closed. The layer can't be started again. */
    @Override
    public void stop(Runnable callback) {
        Disposable running = life;
        if (running == null) {
            callback.run();
            return;
        }
        running.dispose();
        life = null;
        up = null;
        scheduler.schedule(() -> links.shutdown().whenComplete((done, error) -> {
            scheduler.dispose();
            callback.run();
        }));
    }

    @Override
    public boolean isRunning() {
        return life != null;
    }

    /** First to start, last to stop: everything else may publish to the end. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private Mono<Disposable> register(String channel, Listener listener) {
        listeners.add(channel, listener);
        Disposable subscription = Disposables.composite(() -> leave(channel, listener));
        RedisLink link = joined;
        Mono<Void> inForce = link == null
                ? Mono.empty()
                : link.subscribe(properties.prefix() + channel)
                        .timeout(properties.timeout(), scheduler)
                        .doOnError(link::fail) // The next link subscribes to everything again
                        .onErrorComplete();
        AtomicBoolean handedOver = new AtomicBoolean();
        return inForce.then(Mono.fromSupplier(() -> {
                    handedOver.set(true);
                    return subscription;
                }))
                .doOnCancel(() -> {
                    if (!handedOver.get()) {
                        subscription.dispose();
                    }
                });
    }

    private void leave(String channel, Listener listener) {
        if (listeners.remove(channel, listener) && isRunning()) {
            scheduler.schedule(() -> unsubscribeUnlessWanted(channel));
        }
    }

    private void unsubscribeUnlessWanted(String channel) {
        RedisLink link = joined;
        if (link != null && !listeners.has(channel)) {
            link.unsubscribe(properties.prefix() + channel);
        }
    }

    /** One link's service: emits {@code UP} once, then fails when the link is lost. */
    private Flux<State> serve(RedisLink link) {
        Flux<State> service = Mono.defer(() -> join(link))
                .publishOn(scheduler)
                .then(Mono.fromSupplier(() -> inForce(link)))
                .concatWith(Flux.merge(watch(link), link.lost().then(Mono.<State>empty())));
        return service.publishOn(scheduler).doOnError(e -> outOfForce()).subscribeOn(scheduler);
    }

    private Mono<Void> close(RedisLink link) {
        return Mono.defer(link::close).subscribeOn(scheduler);
    }

    private Mono<Void> join(RedisLink link) {
        joined = link;
        return link.join(listeners.channels().stream()
                        .map(channel -> properties.prefix() + channel)
                        .toList())
                .timeout(properties.timeout().multipliedBy(2));
    }

    private State inForce(RedisLink link) {
        up = link;
        outageTold = false;
        log.info(
                "Connected to Redis at {}; {} channels are subscribed",
                links,
                listeners.channels().size());
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

    private void deliver(String redisChannel, byte[] message) {
        listeners.deliver(redisChannel.substring(properties.prefix().length()), message);
    }

    private void tellOutage(Throwable reason) {
        log.debug("A connection to Redis ended", reason);
        if (!outageTold) {
            outageTold = true;
            log.warn(
                    "Redis at {} is out of reach: {}. Chat goes on; what crosses nodes comes later",
                    links,
                    reason.getMessage());
        }
    }
}

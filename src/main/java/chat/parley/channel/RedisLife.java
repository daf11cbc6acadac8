package chat.parley.channel;

import chat.parley.channel.ChannelLayer.State;
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
 * One link to a server after another, from start to stop: opens it, has it subscribe to everything, pings, and opens the
 * next with back-off when it is lost. The server need not be there.
 */
final class RedisLife implements Redis {

    private static final Logger log = LoggerFactory.getLogger(RedisLife.class);

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
     * @param place where the server is, for the log
     * @param opening opens a link each time it is subscribed to
     * @param scheduler the layer's one thread
     * @param channels what a link subscribes to at its beginning; asked for on that thread
     */
    RedisLife(
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
                    place,
                    reason.getMessage());
        }
        outageTold = true;
    }
}

package chat.parley.channel.redis;

import chat.parley.channel.ChannelLayer.State;
import chat.parley.channel.ChannelProperties;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

/**
 * A Redis Cluster with sharded pub/sub: one link per shard, with its own pings, and each channel on the link to the
 * shard that serves its slot. An unreachable shard affects only its own channels.
 *
 * <p>The slot assignment is queried at the start, periodically, and whenever it may have changed: a shard is lost, or
 * drops or refuses a channel. Channels whose slot has moved are adrift until they are subscribed on their new shard.
 * Until then the state is {@code DOWN}; when it is {@code UP} again, subscribers check for missed messages.
 *
 * <p>All state is confined to the layer's single thread.
 *
 * @implNote Not Lettuce's {@code RedisClusterClient}: 7.5.2 does not subscribe again when a slot moves, so {@code
 *     ClusteredRedisIT.subscriptionFollowsSlotToAnotherShard} fails with it.
 */
final class ClusteredRedis implements Redis {

    private static final Logger log = LoggerFactory.getLogger(ClusteredRedis.class);

    /** While there is no problem, the slot assignment is queried at every nth interval. */
    private static final int REFRESH_EVERY = 5;

    private final ChannelProperties properties;
    private final RedisDriver driver;
    private final List<RedisURI> seeds;
    private final Scheduler scheduler;
    private final Supplier<List<String>> channels;
    private final ShardConnectors shards;
    private final Sinks.Many<State> states = Sinks.many().replay().latestOrDefault(State.DOWN);
    private final Sinks.Many<Long> refreshRequests = Sinks.many().multicast().directBestEffort();
    private final Set<String> unsubscribed = new HashSet<>();
    private volatile String trouble = "";
    private Disposable refreshing = Disposables.disposed();

    /**
     * @param seeds some nodes of the cluster; the others are reached with the same credentials
     * @param scheduler the layer's single thread
     * @param channels supplies all subscribed channels; called on that thread
     */
    ClusteredRedis(
            ChannelProperties properties,
            RedisDriver driver,
            List<RedisURI> seeds,
            Scheduler scheduler,
            Supplier<List<String>> channels,
            BiConsumer<String, byte[]> receiver) {
        this.properties = properties;
        this.driver = driver;
        this.seeds = seeds;
        this.scheduler = scheduler;
        this.channels = channels;
        LinkListener listener = new LinkListener() {
            @Override
            public void received(String channel, byte[] message) {
                receiver.accept(channel, message);
            }

            @Override
            public void moved(String channel) {
                scheduler.schedule(() -> markUnsubscribed(channel));
            }
        };
        shards = new ShardConnectors(
                properties, driver, seeds.get(0), scheduler, channels, listener, this::shardChanged);
        updateState();
    }

    @Override
    public void start() {
        Flux<Long> ticks = Flux.interval(Duration.ZERO, properties.reconnectDelayMax(), scheduler)
                .filter(tick -> tick % REFRESH_EVERY == 0 || !trouble.isEmpty());
        refreshing = Flux.merge(ticks, refreshRequests.asFlux())
                .onBackpressureLatest()
                .concatMap(
                        trigger -> refresh()
                                .onErrorResume(this::logDefect)
                                .then(Mono.delay(properties.reconnectDelayMin(), scheduler)),
                        1)
                .subscribe();
    }

    @Override
    public Mono<Void> stop() {
        return Mono.fromRunnable(refreshing::dispose).subscribeOn(scheduler).then(Mono.defer(shards::stop));
    }

    @Override
    public @Nullable RedisLink joined(String channel) {
        RedisConnector shard = shards.get(channel);
        return shard == null ? null : shard.joined(channel);
    }

    @Override
    public @Nullable RedisLink up(String channel) {
        RedisConnector shard = shards.get(channel);
        return shard == null ? null : shard.up(channel);
    }

    @Override
    public Flux<State> states() {
        return states.asFlux().distinctUntilChanged();
    }

    @Override
    public String trouble() {
        return trouble;
    }

    /** Queries one node after another until one answers. */
    private Mono<Void> refresh() {
        return Flux.fromIterable(shards.nodes(seeds))
                .concatMap(node -> driver.topology(node).onErrorResume(this::logUnanswered), 1)
                .next()
                .publishOn(scheduler)
                .doOnNext(this::adopt)
                .then();
    }

    private Mono<Topology> logUnanswered(Throwable failure) {
        log.debug("A node of the Redis cluster did not return its slots", failure);
        return Mono.empty();
    }

    /** Logs the failure, so that later queries continue. */
    private Mono<Void> logDefect(Throwable failure) {
        log.error("A node of the Redis cluster returned unusable slots", failure);
        return Mono.empty();
    }

    private void adopt(Topology topology) {
        unsubscribed.addAll(shards.adopt(topology));
        unsubscribed.retainAll(Set.copyOf(channels.get()));
        List.copyOf(unsubscribed).forEach(this::resubscribe);
        updateState();
    }

    /**
     * Subscribes an adrift channel on its new shard. A link that has yet to join subscribes to all of its channels
     * itself.
     */
    private void resubscribe(String channel) {
        RedisLink link = joined(channel);
        if (link == null) {
            unsubscribed.remove(channel);
            return;
        }
        link.subscribe(channel)
                .timeout(properties.timeout(), scheduler)
                .doOnError(e -> !(e instanceof SlotMoved), link::fail)
                .publishOn(scheduler)
                .subscribe(null, refused -> {}, () -> resubscribed(channel));
    }

    private void resubscribed(String channel) {
        unsubscribed.remove(channel);
        updateState();
    }

    private void markUnsubscribed(String channel) {
        unsubscribed.add(channel);
        updateState();
        refreshRequests.tryEmitNext(0L);
    }

    private void shardChanged(State state) {
        updateState();
        if (state == State.DOWN) {
            refreshRequests.tryEmitNext(0L);
        }
    }

    private void updateState() {
        trouble = shards.trouble(unsubscribed.isEmpty());
        states.tryEmitNext(trouble.isEmpty() ? State.UP : State.DOWN);
    }
}

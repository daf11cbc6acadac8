package chat.parley.channel.redis;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.ChannelMeters;
import chat.parley.channel.ChannelProperties;
import chat.parley.channel.ChannelUnavailable;
import chat.parley.channel.Listeners;
import chat.parley.channel.Listeners.Listener;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The channel layer over Redis pub/sub, sharded in a cluster. Each channel maps to one Redis channel, which is
 * subscribed to while it has a listener on this node. Redis may be unavailable: the layer starts
 * {@link ChannelLayer.State#DOWN}, reconnects indefinitely with back-off, and fails publications immediately in the
 * meantime.
 *
 * <p>Threads: subscriptions change on the layer's single thread, so that Redis receives them in the order in which they
 * were requested. Messages are delivered on the driver's thread.
 */
public final class RedisChannelLayer implements ChannelLayer, SmartLifecycle {

    /**
     * The factor of the command timeout that limits shutdown, so that an unresponsive Redis cannot keep a node from
     * stopping.
     */
    private static final int STOP_TIMEOUT_FACTOR = 3;

    private final ChannelProperties properties;
    private final ChannelMeters meters;
    private final RedisDriver driver;
    private final Redis redis;
    private final Listeners listeners = new Listeners();
    private final Scheduler scheduler = Schedulers.newSingle("channel", true);
    private volatile boolean running;

    public RedisChannelLayer(RedisProperties redisProperties, ChannelProperties properties, ChannelMeters meters) {
        this.properties = properties;
        this.meters = meters;
        driver = new RedisDriver(properties, meters);
        redis = redisProperties.isSharded()
                ? cluster(redisProperties.addresses())
                : oneServer(redisProperties.addresses().get(0));
    }

    private Redis oneServer(RedisURI address) {
        String pingChannel = properties.prefix() + "ping:" + UUID.randomUUID();
        return new RedisConnector(
                properties,
                name(address),
                driver.open(address, PubSub.PLAIN, pingChannel, scheduler, this::deliver),
                scheduler,
                this::channels);
    }

    private Redis cluster(List<RedisURI> seeds) {
        return new ClusteredRedis(properties, driver, seeds, scheduler, this::channels, this::deliver);
    }

    /** Describes the address for the log, without credentials. */
    private static String name(RedisURI address) {
        if (address.getSentinelMasterId() != null) {
            return "the sentinels' " + address.getSentinelMasterId();
        }
        return address.getSocket() == null ? address.getHost() + ":" + address.getPort() : address.getSocket();
    }

    @Override
    public Mono<Void> publish(String channel, byte[] message) {
        return Mono.defer(() -> {
            String name = redisChannel(channel);
            RedisLink link = redis.up(name);
            if (link == null) {
                meters.droppedWhileDown();
                return Mono.error(new ChannelUnavailable(redis.trouble()));
            }
            return link.publish(name, message)
                    .doOnError(SlotMoved.class, moved -> meters.droppedWhileDown())
                    .doOnError(ChannelUnavailable.class, full -> meters.droppedAsFull());
        });
    }

    @Override
    public Mono<Disposable> subscribe(String channel, Consumer<byte[]> receiver) {
        return Mono.defer(() -> register(channel, new Listener(receiver))).subscribeOn(scheduler);
    }

    @Override
    public Flux<State> states() {
        return redis.states();
    }

    @Override
    public String trouble() {
        return redis.trouble();
    }

    @Override
    public void start() {
        running = true;
        redis.start();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Stops the layer and runs the callback when the connections are closed. The layer cannot be started again. */
    @Override
    public void stop(Runnable callback) {
        if (!running) {
            callback.run();
            return;
        }
        running = false;
        redis.stop()
                .then(Mono.fromFuture(driver::shutdown, true))
                .timeout(properties.timeout().multipliedBy(STOP_TIMEOUT_FACTOR))
                .onErrorComplete()
                .then(Mono.fromRunnable(scheduler::dispose).subscribeOn(Schedulers.boundedElastic()))
                .doFinally(end -> callback.run())
                .subscribe();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts first and stops last, so that all other parts can publish until the end. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private Mono<Disposable> register(String channel, Listener listener) {
        listeners.add(channel, listener);
        Disposable subscription = Disposables.composite(() -> leave(channel, listener));
        AtomicBoolean handedOver = new AtomicBoolean();
        return subscribed(channel)
                .then(Mono.fromSupplier(() -> {
                    handedOver.set(true);
                    return subscription;
                }))
                .doOnCancel(() -> {
                    if (!handedOver.get()) {
                        subscription.dispose();
                    }
                });
    }

    /**
     * Abandons a link that cannot subscribe; the next one subscribes to all channels again. A channel whose slot has
     * moved is subscribed on its new shard.
     */
    private Mono<Void> subscribed(String channel) {
        RedisLink link = redis.joined(redisChannel(channel));
        return link == null
                ? Mono.empty()
                : link.subscribe(redisChannel(channel))
                        .timeout(properties.timeout(), scheduler)
                        .doOnError(e -> !(e instanceof SlotMoved), link::fail)
                        .onErrorComplete();
    }

    private void leave(String channel, Listener listener) {
        if (listeners.remove(channel, listener) && running) {
            scheduler.schedule(() -> unsubscribeUnlessWanted(channel));
        }
    }

    private void unsubscribeUnlessWanted(String channel) {
        RedisLink link = redis.joined(redisChannel(channel));
        if (link != null && !listeners.has(channel)) {
            link.unsubscribe(redisChannel(channel));
        }
    }

    private List<String> channels() {
        return listeners.channels().stream().map(this::redisChannel).toList();
    }

    private String redisChannel(String channel) {
        return properties.prefix() + channel;
    }

    private void deliver(String redisChannel, byte[] message) {
        listeners.deliver(redisChannel.substring(properties.prefix().length()), message);
    }
}

package chat.parley.channel.redis;

import chat.parley.channel.ChannelMeters;
import chat.parley.channel.ChannelProperties;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.ConnectionFuture;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Opens connections to Redis servers and holds the driver's settings and threads. */
final class RedisDriver {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** The driver's minimum, which suffices for a few connections. */
    private static final int THREADS = 2;

    private final ChannelProperties properties;
    private final ChannelMeters meters;
    private final ClientResources resources;
    private final RedisClient client;

    RedisDriver(ChannelProperties properties, ChannelMeters meters) {
        this.properties = properties;
        this.meters = meters;
        resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        client = RedisClient.create(resources);
        client.setOptions(options());
    }

    /**
     * Connects to a server. Behind Sentinel, this is the current primary.
     *
     * @param pingChannel the channel that the link pings itself through
     * @param scheduler the single thread that the link's commands are sent on
     * @return fails if it takes longer than twice the time limit, plus one time limit per sentinel; no connection stays
     *     open in that case
     */
    Mono<RedisLink> open(
            RedisURI address, PubSub pubSub, String pingChannel, Scheduler scheduler, LinkListener listener) {
        RedisURI uri = withTimeouts(address);
        return connect(connectTimeout(uri), () -> client.connectPubSubAsync(CODEC, uri))
                .flatMap(subscriber -> connect(connectTimeout(uri), () -> client.connectAsync(CODEC, uri))
                        .map(publisher -> new RedisLink(
                                subscriber,
                                publisher,
                                pubSub,
                                new PingSequence(pingChannel, meters),
                                properties.pending(),
                                scheduler,
                                listener))
                        .onErrorResume(e ->
                                Mono.fromFuture(subscriber::closeAsync, true).then(Mono.error(e))));
    }

    /** Queries the slot assignment from one node of a cluster. */
    Mono<Topology> topology(RedisURI address) {
        RedisURI uri = withTimeouts(address);
        return Mono.usingWhen(
                connect(connectTimeout(uri), () -> client.connectAsync(StringCodec.UTF8, uri)),
                node -> Mono.fromFuture(() -> node.async().clusterSlots().toCompletableFuture(), true)
                        .map(slots -> Topology.of(slots, address.getHost())),
                node -> Mono.fromFuture(node::closeAsync, true));
    }

    /** The driver queries one sentinel after another, and silent ones must not use up the time of those that answer. */
    private Duration connectTimeout(RedisURI address) {
        return properties.timeout().multipliedBy(2 + address.getSentinels().size());
    }

    private RedisURI withTimeouts(RedisURI address) {
        address.setTimeout(properties.timeout());
        address.getSentinels().forEach(sentinel -> sentinel.setTimeout(properties.timeout()));
        address.setClientName("parley");
        return address;
    }

    /** Closes the connections and stops the threads. */
    CompletableFuture<Void> shutdown() {
        long timeoutMillis = properties.timeout().toMillis();
        return client.shutdownAsync(0, timeoutMillis, TimeUnit.MILLISECONDS).whenComplete((done, error) -> {
            var unused = resources.shutdown(0, timeoutMillis, TimeUnit.MILLISECONDS);
        });
    }

    /** Runs on another scheduler, because the driver takes a lock to connect, which must not block an event loop. */
    private <C extends StatefulConnection<String, ?>> Mono<C> connect(
            Duration timeout, Supplier<ConnectionFuture<C>> connect) {
        return Mono.defer(() -> {
                    CompletableFuture<C> connecting = connect.get().toCompletableFuture();
                    return Mono.fromFuture(connecting, true)
                            .timeout(timeout)
                            .doOnError(e -> connecting.thenAccept(StatefulConnection::closeAsync))
                            .doOnCancel(() -> connecting.thenAccept(StatefulConnection::closeAsync));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Commands are answered, refused or timed out; they never wait for a reconnection. */
    private ClientOptions options() {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(properties.pending())
                .timeoutOptions(TimeoutOptions.enabled(properties.timeout()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(properties.timeout())
                        .keepAlive(true)
                        .build())
                .build();
    }
}

package chat.parley.channel;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Opens connections to servers: the settings of the driver, and its threads. */
final class RedisDriver {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** A few connections need no more; the driver's least. */
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
     * Connects to a server. Behind sentinels that is the primary which they name at this moment.
     *
     * @param pingChannel what the link pings itself through
     * @param scheduler the one thread that the link's commands go out on
     * @return fails when it takes longer than the time limit; then nothing stays open
     */
    Mono<RedisLink> open(RedisURI address, PubSub pubSub, String pingChannel, Scheduler scheduler, Inlet inlet) {
        RedisURI ours = limited(address);
        return connected(() -> client.connectPubSubAsync(CODEC, ours))
                .flatMap(listening -> connected(() -> client.connectAsync(CODEC, ours))
                        .map(publishing -> new RedisLink(
                                listening,
                                publishing,
                                pubSub,
                                new Pings(pingChannel, meters),
                                properties.pending(),
                                scheduler,
                                inlet))
                        .onErrorResume(e ->
                                Mono.fromFuture(listening::closeAsync, true).then(Mono.error(e))));
    }

    /** Asks one node of a cluster who serves what. */
    Mono<Topology> topology(RedisURI address) {
        return Mono.usingWhen(
                connected(() -> client.connectAsync(StringCodec.UTF8, limited(address))),
                node -> Mono.fromFuture(() -> node.async().clusterSlots().toCompletableFuture(), true)
                        .map(slots -> Topology.of(slots, address.getHost())),
                node -> Mono.fromFuture(node::closeAsync, true));
    }

    private RedisURI limited(RedisURI address) {
        address.setTimeout(properties.timeout());
        address.getSentinels().forEach(sentinel -> sentinel.setTimeout(properties.timeout()));
        address.setClientName("parley");
        return address;
    }

    /** Ends the connections and the threads. */
    CompletableFuture<Void> shutdown() {
        long limit = properties.timeout().toMillis();
        return client.shutdownAsync(0, limit, TimeUnit.MILLISECONDS).whenComplete((done, error) -> {
            var unused = resources.shutdown(0, limit, TimeUnit.MILLISECONDS);
        });
    }

    /** Connecting takes a lock inside the driver, so it does not begin on an event loop. */
    private <C extends StatefulConnection<String, ?>> Mono<C> connected(Supplier<ConnectionFuture<C>> connect) {
        return Mono.defer(() -> {
                    CompletableFuture<C> connecting = connect.get().toCompletableFuture();
                    return Mono.fromFuture(connecting, true)
                            .timeout(properties.timeout().multipliedBy(2))
                            .doOnError(e -> connecting.thenAccept(StatefulConnection::closeAsync))
                            .doOnCancel(() -> connecting.thenAccept(StatefulConnection::closeAsync));
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** A command is answered, refused or timed out; it never waits for a connection to come back. */
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

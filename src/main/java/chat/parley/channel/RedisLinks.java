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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Opens connections to one Redis: the settings of the driver, and its threads. */
final class RedisLinks {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** Two connections need no more; the driver's least. */
    private static final int THREADS = 2;

    private final RedisURI address;
    private final ChannelProperties properties;
    private final ChannelMeters meters;
    private final ClientResources resources;
    private final RedisClient client;

    RedisLinks(String url, ChannelProperties properties, ChannelMeters meters) {
        this.properties = properties;
        this.meters = meters;
        address = RedisURI.create(url);
        address.setTimeout(properties.timeout());
        address.setClientName("parley");
        resources = ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        client = RedisClient.create(resources, address);
        client.setOptions(options());
    }

    /**
     * Connects.
     *
     * @param scheduler the one thread that the link's commands go out on
     * @param receiver is called with the full Redis channel and the message
     * @return fails when it takes longer than the time limit; then nothing stays open
     */
    Mono<RedisLink> open(Scheduler scheduler, BiConsumer<String, byte[]> receiver) {
        String pingChannel = properties.prefix() + "ping:" + UUID.randomUUID();
        return connected(() -> client.connectPubSubAsync(CODEC, address))
                .flatMap(listening -> connected(() -> client.connectAsync(CODEC, address))
                        .map(publishing -> new RedisLink(
                                listening, publishing, pingChannel, properties.pending(), scheduler, receiver, meters))
                        .onErrorResume(e ->
                                Mono.fromFuture(listening::closeAsync, true).then(Mono.error(e))));
    }

    /** Ends the connections and the threads. */
    CompletableFuture<Void> shutdown() {
        long limit = properties.timeout().toMillis();
        return client.shutdownAsync(0, limit, TimeUnit.MILLISECONDS).whenComplete((done, error) -> {
            var unused = resources.shutdown(0, limit, TimeUnit.MILLISECONDS);
        });
    }

    /** The address without its secrets. */
    @Override
    public String toString() {
        return address.getSocket() == null ? address.getHost() + ":" + address.getPort() : address.getSocket();
    }

    /** Connecting takes a lock inside the driver, so it does not begin on an event loop. */
    private <C extends StatefulConnection<String, byte[]>> Mono<C> connected(Supplier<ConnectionFuture<C>> connect) {
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

package chat.parley.channel.redis;

import chat.parley.channel.ChannelLayer.State;
import chat.parley.channel.ChannelProperties;
import chat.parley.channel.ChannelUnavailable;
import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One connector for each server of a cluster that serves slots. Modified on the layer's thread, read on any thread. */
final class ShardConnectors {

    /**
     * The maximum number of names to try for a ping channel. Even with a hundred shards, a name served by a given shard
     * is found long before that.
     */
    private static final int MAX_NAME_ATTEMPTS = 100 * 16_384;

    private final ChannelProperties properties;
    private final RedisDriver driver;
    private final RedisURI seed;
    private final Scheduler scheduler;
    private final Supplier<List<String>> channels;
    private final LinkListener listener;
    private final Consumer<State> onStateChange;
    private final String pingPrefix;
    private final AtomicInteger pings = new AtomicInteger();
    private volatile Topology topology = Topology.UNKNOWN;
    private volatile Map<HostAndPort, RedisConnector> connectors = Map.of();

    /**
     * @param seed the node whose credentials and settings apply to all servers
     * @param channels supplies all subscribed channels
     * @param onStateChange called on the layer's thread when a link comes into force or is lost
     */
    ShardConnectors(
            ChannelProperties properties,
            RedisDriver driver,
            RedisURI seed,
            Scheduler scheduler,
            Supplier<List<String>> channels,
            LinkListener listener,
            Consumer<State> onStateChange) {
        this.properties = properties;
        this.driver = driver;
        this.seed = seed;
        this.scheduler = scheduler;
        this.channels = channels;
        this.listener = listener;
        this.onStateChange = onStateChange;
        pingPrefix = properties.prefix() + "ping:" + UUID.randomUUID() + ":";
    }

    @Nullable
    RedisConnector get(String channel) {
        HostAndPort server = topology.server(channel);
        return server == null ? null : connectors.get(server);
    }

    /**
     * Returns the nodes to query about the cluster: connected ones in random order, then the seeds, then the others.
     */
    List<RedisURI> nodes(List<RedisURI> seeds) {
        List<RedisURI> up = new ArrayList<>();
        List<RedisURI> down = new ArrayList<>();
        connectors.forEach((server, connector) -> (connector.isUp() ? up : down).add(uri(server)));
        Collections.shuffle(up);
        up.addAll(seeds);
        up.addAll(down);
        return up;
    }

    /**
     * Starts and stops connectors to match a new topology.
     *
     * @return the channels that are now served by another server
     */
    List<String> adopt(Topology updated) {
        Topology previous = topology;
        Map<HostAndPort, RedisConnector> previousConnectors = connectors;
        Map<HostAndPort, RedisConnector> all = new LinkedHashMap<>();
        updated.servers()
                .forEach(server -> all.put(
                        server,
                        previousConnectors.containsKey(server) ? previousConnectors.get(server) : connector(server)));
        topology = updated;
        connectors = Collections.unmodifiableMap(all);
        without(previousConnectors, all).forEach(ShardConnectors::stop);
        without(all, previousConnectors).forEach(this::start);
        return channels.get().stream()
                .filter(channel -> !Objects.equals(previous.server(channel), updated.server(channel)))
                .toList();
    }

    private static Stream<RedisConnector> without(
            Map<HostAndPort, RedisConnector> first, Map<HostAndPort, RedisConnector> second) {
        return first.entrySet().stream()
                .filter(entry -> !second.containsKey(entry.getKey()))
                .map(Map.Entry::getValue);
    }

    private RedisConnector connector(HostAndPort server) {
        Mono<RedisLink> connect =
                Mono.defer(() -> driver.open(uri(server), PubSub.SHARDED, pingChannel(server), scheduler, listener));
        return new RedisConnector(properties, server.toString(), connect, scheduler, () -> served(server));
    }

    private List<String> served(HostAndPort server) {
        return channels.get().stream()
                .filter(channel -> server.equals(topology.server(channel)))
                .toList();
    }

    /** Returns a new channel name that this server serves. */
    private String pingChannel(HostAndPort server) {
        return IntStream.range(0, MAX_NAME_ATTEMPTS)
                .mapToObj(i -> pingPrefix + pings.incrementAndGet())
                .filter(channel -> server.equals(topology.server(channel)))
                .findFirst()
                .orElseThrow(() -> new ChannelUnavailable("It serves no slots"));
    }

    private void start(RedisConnector connector) {
        connector.states().skip(1).subscribe(onStateChange);
        connector.start();
    }

    private static void stop(RedisConnector connector) {
        connector.stop().subscribe();
    }

    Mono<Void> stop() {
        return Flux.fromIterable(connectors.values())
                .flatMap(RedisConnector::stop)
                .then();
    }

    /** Returns a description of the problem for operators, without addresses; empty if there is none. */
    String trouble(boolean allSubscribed) {
        if (connectors.isEmpty()) {
            return "No node of the Redis Cluster answers";
        }
        long down = connectors.values().stream()
                .filter(connector -> !connector.isUp())
                .count();
        if (down > 0) {
            return down + " of " + connectors.size() + " shards of the Redis Cluster are out of reach";
        }
        if (topology.unserved() > 0) {
            return topology.unserved() + " slots of the Redis Cluster are served by nobody";
        }
        return allSubscribed ? "" : "Slots of the Redis Cluster are moving to other shards";
    }

    private RedisURI uri(HostAndPort server) {
        return RedisURI.builder(seed)
                .withHost(server.host())
                .withPort(server.port())
                .build();
    }
}

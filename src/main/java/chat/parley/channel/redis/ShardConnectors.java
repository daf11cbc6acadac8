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
    private static final int NAMES = 100 * 16_384;

    private final ChannelProperties properties;
    private final RedisDriver driver;
    private final RedisURI seed;
    private final Scheduler scheduler;
    private final Supplier<List<String>> channels;
    private final LinkListener inlet;
    private final Consumer<State> changed;
    private final String pingPrefix;
    private final AtomicInteger pings = new AtomicInteger();
    private volatile Topology topology = Topology.UNKNOWN;
    private volatile Map<HostAndPort, RedisConnector> lives = Map.of();

    /**
     * @param seed the node whose credentials and settings apply to all servers
     * @param channels supplies all subscribed channels
     * @param changed called on the layer's thread when a link comes into force or is lost
     */
    ShardConnectors(
            ChannelProperties properties,
            RedisDriver driver,
            RedisURI seed,
            Scheduler scheduler,
            Supplier<List<String>> channels,
            LinkListener inlet,
            Consumer<State> changed) {
        this.properties = properties;
        this.driver = driver;
        this.seed = seed;
        this.scheduler = scheduler;
        this.channels = channels;
        this.inlet = inlet;
        this.changed = changed;
        pingPrefix = properties.prefix() + "ping:" + UUID.randomUUID() + ":";
    }

    @Nullable
    RedisConnector of(String channel) {
        HostAndPort server = topology.server(channel);
        return server == null ? null : lives.get(server);
    }

    /**
     * Returns the nodes to query about the cluster: connected ones in random order, then the seeds, then the others.
     */
    List<RedisURI> nodes(List<RedisURI> seeds) {
        List<RedisURI> up = new ArrayList<>();
        List<RedisURI> down = new ArrayList<>();
        lives.forEach((server, life) -> (life.isUp() ? up : down).add(uri(server)));
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
    List<String> adopt(Topology now) {
        Topology before = topology;
        Map<HostAndPort, RedisConnector> former = lives;
        Map<HostAndPort, RedisConnector> all = new LinkedHashMap<>();
        now.servers()
                .forEach(server -> all.put(server, former.containsKey(server) ? former.get(server) : life(server)));
        topology = now;
        lives = Collections.unmodifiableMap(all);
        without(former, all).forEach(ShardConnectors::end);
        without(all, former).forEach(this::begin);
        return channels.get().stream()
                .filter(channel -> !Objects.equals(before.server(channel), now.server(channel)))
                .toList();
    }

    private static Stream<RedisConnector> without(
            Map<HostAndPort, RedisConnector> some, Map<HostAndPort, RedisConnector> others) {
        return some.entrySet().stream()
                .filter(life -> !others.containsKey(life.getKey()))
                .map(Map.Entry::getValue);
    }

    private RedisConnector life(HostAndPort server) {
        Mono<RedisLink> opening =
                Mono.defer(() -> driver.open(uri(server), PubSub.SHARDED, pingChannel(server), scheduler, inlet));
        return new RedisConnector(properties, server.toString(), opening, scheduler, () -> served(server));
    }

    private List<String> served(HostAndPort server) {
        return channels.get().stream()
                .filter(channel -> server.equals(topology.server(channel)))
                .toList();
    }

    /** Returns a new channel name that this server serves. */
    private String pingChannel(HostAndPort server) {
        return IntStream.range(0, NAMES)
                .mapToObj(i -> pingPrefix + pings.incrementAndGet())
                .filter(channel -> server.equals(topology.server(channel)))
                .findFirst()
                .orElseThrow(() -> new ChannelUnavailable("It serves no slots"));
    }

    private void begin(RedisConnector life) {
        life.states().skip(1).subscribe(changed);
        life.start();
    }

    private static void end(RedisConnector life) {
        life.stop().subscribe();
    }

    Mono<Void> stop() {
        return Flux.fromIterable(lives.values()).flatMap(RedisConnector::stop).then();
    }

    /** Returns a description of the problem for operators, without addresses; empty if there is none. */
    String trouble(boolean settled) {
        if (lives.isEmpty()) {
            return "No node of the Redis Cluster answers";
        }
        long down = lives.values().stream().filter(life -> !life.isUp()).count();
        if (down > 0) {
            return down + " of " + lives.size() + " shards of the Redis Cluster are out of reach";
        }
        if (topology.unserved() > 0) {
            return topology.unserved() + " slots of the Redis Cluster are served by nobody";
        }
        return settled ? "" : "Slots of the Redis Cluster are moving to other shards";
    }

    private RedisURI uri(HostAndPort server) {
        return RedisURI.builder(seed)
                .withHost(server.host())
                .withPort(server.port())
                .build();
    }
}

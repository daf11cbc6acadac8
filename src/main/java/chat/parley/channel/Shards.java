package chat.parley.channel;

import chat.parley.channel.ChannelLayer.State;
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

/** A life for each server of a cluster that serves slots. Changed on the layer's one thread, read on any. */
final class Shards {

    /** A name whose slot is served by one of a hundred shards is found long before that. */
    private static final int NAMES = 100 * 16_384;

    private final ChannelProperties properties;
    private final RedisDriver driver;
    private final RedisURI seed;
    private final Scheduler scheduler;
    private final Supplier<List<String>> channels;
    private final Inlet inlet;
    private final Consumer<State> changed;
    private final String pingPrefix;
    private final AtomicInteger pings = new AtomicInteger();
    private volatile Topology topology = Topology.UNKNOWN;
    private volatile Map<HostAndPort, RedisLife> lives = Map.of();

    /**
     * @param seed whose credentials and settings all servers share
     * @param channels all that is listened to
     * @param changed is told on the layer's thread when a link is in force, or lost
     */
    Shards(
            ChannelProperties properties,
            RedisDriver driver,
            RedisURI seed,
            Scheduler scheduler,
            Supplier<List<String>> channels,
            Inlet inlet,
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
    RedisLife of(String channel) {
        HostAndPort server = topology.server(channel);
        return server == null ? null : lives.get(server);
    }

    /** Whom to ask about the cluster: who answers, in any order, then the seeds, then the others. */
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
     * Begins and ends lives, as it must be now.
     *
     * @return the channels that another server serves now
     */
    List<String> adopt(Topology now) {
        Topology before = topology;
        Map<HostAndPort, RedisLife> former = lives;
        Map<HostAndPort, RedisLife> all = new LinkedHashMap<>();
        now.servers()
                .forEach(server -> all.put(server, former.containsKey(server) ? former.get(server) : life(server)));
        topology = now;
        lives = Collections.unmodifiableMap(all);
        without(former, all).forEach(Shards::end);
        without(all, former).forEach(this::begin);
        return channels.get().stream()
                .filter(channel -> !Objects.equals(before.server(channel), now.server(channel)))
                .toList();
    }

    private static Stream<RedisLife> without(Map<HostAndPort, RedisLife> some, Map<HostAndPort, RedisLife> others) {
        return some.entrySet().stream()
                .filter(life -> !others.containsKey(life.getKey()))
                .map(Map.Entry::getValue);
    }

    private RedisLife life(HostAndPort server) {
        Mono<RedisLink> opening =
                Mono.defer(() -> driver.open(uri(server), PubSub.SHARDED, pingChannel(server), scheduler, inlet));
        return new RedisLife(properties, server.toString(), opening, scheduler, () -> served(server));
    }

    private List<String> served(HostAndPort server) {
        return channels.get().stream()
                .filter(channel -> server.equals(topology.server(channel)))
                .toList();
    }

    /** Any new name that this server serves. */
    private String pingChannel(HostAndPort server) {
        return IntStream.range(0, NAMES)
                .mapToObj(i -> pingPrefix + pings.incrementAndGet())
                .filter(channel -> server.equals(topology.server(channel)))
                .findFirst()
                .orElseThrow(() -> new ChannelUnavailable("It serves no slots"));
    }

    private void begin(RedisLife life) {
        life.states().skip(1).subscribe(changed);
        life.start();
    }

    private static void end(RedisLife life) {
        life.stop().subscribe();
    }

    Mono<Void> stop() {
        return Flux.fromIterable(lives.values()).flatMap(RedisLife::stop).then();
    }

    /** In words for operators, without addresses; empty when there is none. */
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

package chat.parley.support;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A real Redis Cluster: three primaries without replicas, each with a third of the slots and behind a {@link
 * FaultyWire}. The loss of one does not affect the others.
 */
public final class RedisCluster implements AutoCloseable {

    public static final int SLOTS = 16_384;

    private static final int SIZE = 3;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final List<Shard> shards =
            IntStream.range(0, SIZE).mapToObj(i -> new Shard()).toList();

    private RedisCluster() {}

    /** A server and its proxy. The cluster's own connections do not use the proxy. */
    private static final class Shard {

        private final int port = Ports.free();
        private final int busPort = Ports.free();
        private final FaultyWire wire = FaultyWire.to(port);
        private final RedisServer server = RedisServer.stoppedAt(
                port,
                List.of(
                        "--cluster-enabled",
                        "yes",
                        "--cluster-port",
                        String.valueOf(busPort),
                        "--cluster-announce-ip",
                        "127.0.0.1",
                        "--cluster-announce-port",
                        String.valueOf(wire.port()),
                        "--cluster-announce-bus-port",
                        String.valueOf(busPort),
                        "--cluster-node-timeout",
                        "1000",
                        "--cluster-require-full-coverage",
                        "no"));
    }

    /** Starts a cluster, which takes some seconds. The caller closes it. */
    public static RedisCluster start() {
        RedisCluster cluster = new RedisCluster();
        cluster.shards.forEach(shard -> shard.server.launch());
        Shard first = cluster.shards.get(0);
        for (int i = 0; i < SIZE; i++) {
            RedisServer server = cluster.server(i);
            server.command("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            server.command("CLUSTER ADDSLOTSRANGE " + i * SLOTS / SIZE + " " + ((i + 1) * SLOTS / SIZE - 1));
            server.command("CLUSTER MEET 127.0.0.1 " + first.port + " " + first.busPort);
        }
        cluster.awaitWhole();
        return cluster;
    }

    /** Waits until every node knows all others and reports that all slots are served. */
    public void awaitWhole() {
        Awaitility.await()
                .atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> IntStream.range(0, SIZE).allMatch(i -> {
                    String info = server(i).lines("CLUSTER INFO");
                    return info.contains("cluster_state:ok")
                            && info.contains("cluster_size:" + SIZE)
                            && info.contains("cluster_slots_ok:" + SLOTS);
                }));
    }

    /** The value for {@code spring.data.redis.cluster.nodes}. */
    public String nodes() {
        return shards.stream().map(shard -> "127.0.0.1:" + shard.wire.port()).collect(Collectors.joining(","));
    }

    public RedisServer server(int shard) {
        return shards.get(shard).server;
    }

    public FaultyWire wire(int shard) {
        return shards.get(shard).wire;
    }

    /** The shard that serves a slot, if none has moved. */
    public static int shardOf(int slot) {
        return IntStream.range(0, SIZE)
                .filter(i -> slot < (i + 1) * SLOTS / SIZE)
                .findFirst()
                .orElseThrow();
    }

    /** Moves a slot to another shard, like an operator who moves data. */
    public void move(int slot, int from, int to) {
        String source = id(from);
        String destination = id(to);
        server(to).command("CLUSTER SETSLOT " + slot + " IMPORTING " + source);
        server(from).command("CLUSTER SETSLOT " + slot + " MIGRATING " + destination);
        List.of(to, from).forEach(i -> server(i).command("CLUSTER SETSLOT " + slot + " NODE " + destination));
    }

    private String id(int shard) {
        return server(shard).lines("CLUSTER MYID").lines().skip(1).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        shards.forEach(shard -> {
            shard.server.close();
            shard.wire.close();
        });
    }
}

package chat.parley.channel.redis;

import static chat.parley.channel.TestLayers.awaitState;
import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.ChannelLayer;
import chat.parley.channel.ChannelLayer.State;
import chat.parley.channel.ChannelLayerContract;
import chat.parley.channel.TestLayers;
import chat.parley.support.RedisCluster;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The channel layer contract for two nodes on one Redis Cluster, and failures and moves of shards. */
class ClusteredRedisIT extends ChannelLayerContract {

    private static final RedisCluster cluster = RedisCluster.start();

    private final String prefix = "test:" + UUID.randomUUID() + ":";
    private final RedisChannelLayer one = start();
    private final RedisChannelLayer other = start();

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void awaitBoth() {
        awaitState(one, State.UP);
        awaitState(other, State.UP);
    }

    @AfterEach
    void stopBoth() {
        TestLayers.stop(one);
        TestLayers.stop(other);
    }

    @Override
    protected ChannelLayer one() {
        return one;
    }

    @Override
    protected ChannelLayer other() {
        return other;
    }

    @Test
    void channelsAreDistributedOverShards() {
        IntStream.range(0, 60).forEach(i -> listen(one, "room-" + i));

        assertThat(IntStream.range(0, 3).map(this::channelsOn)).allMatch(count -> count > 5);
        assertThat(IntStream.range(0, 3).map(this::channelsOn).sum()).isEqualTo(60);
    }

    @Test
    void shardDropsChannelAfterLastListenerLeft() {
        Received received = listen(one, "room-a");
        assertThat(channelsOn(shardOf("room-a"))).isEqualTo(1);

        received.subscription.dispose();

        eventually().until(() -> channelsOn(shardOf("room-a")) == 0);
        assertThat(one.states().blockFirst(LIMIT)).isEqualTo(State.UP);
    }

    @Test
    void lostShardAffectsOnlyItsChannelsUntilItReturns() {
        List<Received> all = listenOnEveryShard();
        cluster.server(1).kill();
        awaitState(one, State.DOWN);
        awaitState(other, State.DOWN);

        assertThat(one.trouble()).contains("1 of 3 shards");
        publish(one, channelOn(0), "first");
        publish(one, channelOn(2), "first");
        all.get(0).await("first");
        all.get(2).await("first");

        cluster.server(1).launch();
        cluster.awaitWhole();
        awaitState(one, State.UP);
        awaitState(other, State.UP);
        publish(one, channelOn(1), "second");
        all.get(1).await("second");
    }

    @Test
    void halfOpenConnectionToShardIsDetected() {
        List<Received> all = listenOnEveryShard();

        cluster.wire(2).vanish();
        awaitState(one, State.DOWN);
        awaitState(other, State.DOWN);
        assertThat(other.trouble()).contains("1 of 3 shards");
        publish(one, channelOn(0), "first");
        all.get(0).await("first");

        cluster.wire(2).heal();
        awaitState(one, State.UP);
        awaitState(other, State.UP);
        publish(one, channelOn(2), "second");
        all.get(2).await("second");
    }

    @Test
    void subscriptionFollowsSlotToAnotherShard() {
        List<Received> all = listenOnEveryShard();
        int slot = slotOf(channelOn(0));
        CompletableFuture<List<State>> states = other.states()
                .skip(1)
                .takeUntil(state -> state == State.UP)
                .collectList()
                .toFuture();

        cluster.move(slot, 0, 1);
        assertThat(states.orTimeout(10, TimeUnit.SECONDS).join()).containsExactly(State.DOWN, State.UP);
        publishUntilHeard(one, channelOn(0), "moved", all.get(0));

        cluster.move(slot, 1, 0);
        publishUntilHeard(one, channelOn(0), "back", all.get(0));
    }

    @Test
    void pingChannelIsReplacedAfterItsSlotMoved() {
        Map<Integer, Integer> moved = new HashMap<>();
        pings().forEach(channel ->
                moved.put(SlotHash.getSlot(channel), RedisCluster.shardOf(SlotHash.getSlot(channel))));
        assertThat(moved).hasSizeGreaterThanOrEqualTo(5);

        moved.forEach((slot, from) -> cluster.move(slot, from, (from + 1) % 3));

        List<Received> all = listenOnEveryShard();
        IntStream.range(0, 3).forEach(shard -> publishUntilHeard(one, channelOn(shard), "after", all.get(shard)));
        awaitState(one, State.UP);
        awaitState(other, State.UP);
        moved.forEach((slot, from) -> cluster.move(slot, (from + 1) % 3, from));
    }

    @Test
    void plainPubSubReachesAllClusterNodes() {
        RedisChannelLayer left =
                TestLayers.start(prefix, Map.of("url", cluster.server(0).url()));
        RedisChannelLayer right =
                TestLayers.start(prefix, Map.of("url", cluster.server(1).url()));
        awaitState(left, State.UP);
        awaitState(right, State.UP);
        Received received = listen(right, "room-a");

        publishUntilHeard(left, "room-a", "hello", received);

        TestLayers.stop(left);
        TestLayers.stop(right);
    }

    /** Publishes repeatedly, because the publisher must also learn the channel's new shard. */
    private static void publishUntilHeard(ChannelLayer layer, String channel, String text, Received received) {
        eventually().ignoreExceptions().until(() -> {
            publish(layer, channel, text);
            return received.texts().contains(text);
        });
    }

    private List<Received> listenOnEveryShard() {
        return IntStream.range(0, 3)
                .mapToObj(shard -> listen(other, channelOn(shard)))
                .toList();
    }

    /** Returns a channel that this shard serves. */
    private String channelOn(int shard) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "room-" + i)
                .filter(channel -> shardOf(channel) == shard)
                .findFirst()
                .orElseThrow();
    }

    private int shardOf(String channel) {
        return RedisCluster.shardOf(slotOf(channel));
    }

    private int slotOf(String channel) {
        return SlotHash.getSlot((prefix + channel).getBytes(StandardCharsets.UTF_8));
    }

    private int channelsOn(int shard) {
        return (int) channels(shard).stream()
                .filter(channel -> !channel.contains(":ping:"))
                .count();
    }

    private List<String> pings() {
        return IntStream.range(0, 3)
                .boxed()
                .flatMap(shard -> channels(shard).stream())
                .filter(channel -> channel.contains(":ping:"))
                .toList();
    }

    private List<String> channels(int shard) {
        return cluster.server(shard)
                .lines("PUBSUB SHARDCHANNELS " + prefix + "*")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .toList();
    }

    private RedisChannelLayer start() {
        return TestLayers.start(prefix, Map.of("cluster.nodes", cluster.nodes()));
    }
}

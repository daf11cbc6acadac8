package chat.parley;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.support.Answer;
import chat.parley.support.Connection;
import chat.parley.support.FaultyWire;
import chat.parley.support.ParleyServer;
import chat.parley.support.Person;
import chat.parley.support.RedisCluster;
import chat.parley.support.RedisSentinel;
import chat.parley.support.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/**
 * Two nodes with each kind of replaceable Redis. Chat continues during the replacement; afterwards messages cross nodes
 * immediately again, which ticks alone would not achieve here.
 */
class RedisFailoverIT {

    private static final String SELDOM = "5m";

    @Test
    void chatSurvivesAnotherRedisUnderTheSameAddress() {
        try (RedisServer former = RedisServer.start();
                RedisServer empty = RedisServer.start();
                FaultyWire wire = FaultyWire.to(former.port());
                Nodes nodes = new Nodes(Map.of("url", "redis://localhost:" + wire.port()))) {
            Talk talk = nodes.talk();
            talk.says("before");

            former.pause();
            wire.redirect(empty.port());
            talk.says("at once");
            nodes.awaitHealth("UP");
            talk.says("after");

            talk.assertBothSaw("before", "at once", "after");
            assertThat(empty.lines("PUBSUB CHANNELS")).contains(talk.room);
        }
    }

    @Test
    void chatSurvivesPromotionBySentinels() {
        try (RedisSentinel sentinel = RedisSentinel.start();
                Nodes nodes = new Nodes(
                        Map.of("sentinel.master", RedisSentinel.MASTER, "sentinel.nodes", sentinel.nodes()))) {
            Talk talk = nodes.talk();
            talk.says("before");

            sentinel.primary().kill();
            nodes.awaitHealth("DEGRADED");
            talk.says("meanwhile");
            nodes.awaitHealth("UP");
            talk.says("after");

            talk.assertBothSaw("before", "meanwhile", "after");
            assertThat(sentinel.replica().lines("PUBSUB CHANNELS")).contains(talk.room);
        }
    }

    @Test
    void chatSurvivesLossOfAClusterShard() {
        try (RedisCluster cluster = RedisCluster.start();
                Nodes nodes = new Nodes(Map.of("cluster.nodes", cluster.nodes()))) {
            // Enough rooms that every shard has some
            List<Talk> talks =
                    IntStream.range(0, 27).mapToObj(i -> nodes.talk()).toList();
            Talk lost = on(cluster, 1, talks);
            Talk kept = on(cluster, 2, talks);
            lost.says("before");
            kept.says("before");

            cluster.server(1).kill();
            Answer health = nodes.awaitHealth("DEGRADED");
            lost.says("meanwhile");
            kept.says("meanwhile");

            assertThat(health.json().at("/components/channels/details/reason").asString())
                    .contains("1 of 3 shards", "Chat goes on");
            nodes.visitor().get("/actuator/health/readiness").expect(200);
            cluster.server(1).launch();
            nodes.awaitHealth("UP");
            lost.says("after");
            lost.assertBothSaw("before", "meanwhile", "after");
            kept.assertBothSaw("before", "meanwhile");
        }
    }

    /** The nodes subscribe a moment after the room is opened. */
    private static Talk on(RedisCluster cluster, int shard, List<Talk> talks) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> find(cluster, shard, talks), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<Talk> find(RedisCluster cluster, int shard, List<Talk> talks) {
        String channels = cluster.server(shard).lines("PUBSUB SHARDCHANNELS");
        return talks.stream().filter(talk -> channels.contains(talk.room)).findFirst();
    }

    /** Two nodes that share a database and a Redis. */
    private static final class Nodes implements AutoCloseable {

        private final String database = ParleyServer.memoryDatabase();
        private final ParleyServer one;
        private final ParleyServer other;
        private final Person alice;
        private final Connection atOne;
        private final Connection atOther;
        private int rooms;

        Nodes(Map<String, String> redis) {
            one = start(redis);
            other = start(redis);
            awaitHealth("UP");
            alice = Person.signUp(one, "alice");
            atOne = alice.connect();
            atOther = Person.signUp(other, "bob").connect();
        }

        private ParleyServer start(Map<String, String> redis) {
            ParleyServer.Setup setup = ParleyServer.with()
                    .database(database)
                    .property("parley.hub.tick", SELDOM)
                    .property("parley.channel.ping-interval", "200ms")
                    .property("parley.channel.reconnect-delay-max", "300ms");
            redis.forEach((name, value) -> setup.property("spring.data.redis." + name, value));
            return setup.start();
        }

        Talk talk() {
            return new Talk(alice.makeRoom("room-" + ++rooms), atOne, atOther);
        }

        Person visitor() {
            return Person.visiting(one.url());
        }

        /** @return the last health response */
        Answer awaitHealth(String status) {
            Answer health = one.monitor("/actuator/health");
            for (ParleyServer node : List.of(one, other)) {
                eventually()
                        .until(() -> node.monitor("/actuator/health")
                                .json()
                                .path("status")
                                .asString()
                                .equals(status));
                health = node.monitor("/actuator/health");
            }
            return health;
        }

        @Override
        public void close() {
            atOne.close();
            atOther.close();
            one.stop();
            other.stop();
        }
    }

    /** A room with a sender on one node and a reader on the other. */
    private static final class Talk {

        private final String room;
        private final Connection atOne;
        private final Connection atOther;

        Talk(String room, Connection atOne, Connection atOther) {
            this.room = room;
            this.atOne = atOne;
            this.atOther = atOther;
            atOne.open(room);
            atOther.open(room);
        }

        void says(String text) {
            atOne.post(room, text);
            atOne.awaitText(room, text);
            atOther.awaitText(room, text);
        }

        void assertBothSaw(String... texts) {
            assertThat(atOne.texts(room)).containsExactly(texts);
            assertThat(atOther.texts(room)).containsExactly(texts);
        }
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }
}

package chat.parley.channel.redis;

import chat.parley.support.FaultyWire;
import chat.parley.support.RedisCluster;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;

class HalfOpenClusterIT extends HalfOpenContract {

    private static final RedisCluster cluster = RedisCluster.start();

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Override
    Map<String, String> redis() {
        return Map.of("cluster.nodes", cluster.nodes());
    }

    @Override
    List<FaultyWire> wires() {
        return IntStream.range(0, 3).mapToObj(cluster::wire).toList();
    }
}

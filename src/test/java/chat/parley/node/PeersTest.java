package chat.parley.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PeersTest {

    private final Peers single = new Peers("self", true, 3);
    private final Peers clustered = new Peers("self", false, 3);

    @Test
    void singleNodeIsNoProblem() {
        look(single, 10, "self");

        assertThat(single.problem()).isEmpty();
    }

    @Test
    void rowOfCrashedNodeIsNoProblem() {
        look(single, 3, "self", "crashed");
        look(single, 1, "self");
        look(single, 3, "self", "crashed");

        assertThat(single.problem()).isEmpty();
    }

    @Test
    void secondRunningNodeIsAProblemWithoutRedis() {
        look(single, 4, "self", "other");

        assertThat(single.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("self", "other", "spring.data.redis.url"));
    }

    @Test
    void problemEndsWithTheSecondNode() {
        look(single, 4, "self", "other");
        look(single, 1, "self");

        assertThat(single.problem()).isEmpty();
    }

    @Test
    void manyNodesWithRedisAreNoProblem() {
        look(clustered, 10, "self", "other", "third");

        assertThat(clustered.problem()).isEmpty();
    }

    @Test
    void nodeOfAnotherInstallationIsAProblemWhileItAnnouncesItself() {
        clustered.announced("stranger", "theirs", "ours");
        look(clustered, 3, "self");
        assertThat(clustered.problem())
                .hasValueSatisfying(problem ->
                        assertThat(problem).contains("stranger", "spring.r2dbc.url", "parley.channel.prefix"));

        look(clustered, 1, "self");
        assertThat(clustered.problem()).isEmpty();
    }

    @Test
    void nodeOfSameInstallationIsNoProblem() {
        clustered.announced("other", "ours", "ours");

        assertThat(clustered.problem()).isEmpty();
    }

    private static void look(Peers peers, int times, String... living) {
        for (int i = 0; i < times; i++) {
            peers.update(Set.of(living));
        }
    }
}

package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Two nodes, people on both, and every kind of fault, by dice. {@code -Dparley.seed=…} repeats the schedule and what the
 * people do; {@code -Dparley.faults.minutes=…} goes on for so long; {@code -Dparley.faults.kinds=…} names the kinds to
 * have, with commas between them.
 */
class FaultsIT {

    private static final int NODES = 2;
    private static final int PEOPLE = 6;

    private final long seed = Long.getLong("parley.seed", System.nanoTime());
    private final Duration least = Duration.ofMinutes(Long.getLong("parley.faults.minutes", 0));

    private final Set<Fault> kinds = kinds(System.getProperty("parley.faults.kinds", ""));

    @Test
    void whateverFailsNothingIsLostDoubledOrReordered() {
        System.out.println("FaultsIT: parley.seed=" + seed);
        try (Cluster cluster = new Cluster(NODES)) {
            Crowd crowd = new Crowd(cluster, PEOPLE, seed);
            Map<Fault, Integer> faults = new Storm(cluster, new Random(seed), kinds).rage(least);
            List<Violation> violations = check(cluster, crowd);
            System.out.println(new Report(crowd.acknowledged(), crowd.longestWait(), faults, violations));
            assertThat(violations).as("Repeat with -Dparley.seed=" + seed).isEmpty();
        }
    }

    private static Set<Fault> kinds(String names) {
        return names.isEmpty()
                ? EnumSet.allOf(Fault.class)
                : Stream.of(names.split(",")).map(Fault::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Violation> check(Cluster cluster, Crowd crowd) {
        crowd.settle();
        List<History> histories = crowd.stop();
        return crowd.stored(cluster.nodes().get(0)).stream()
                .flatMap(stored -> Checker.check(histories, stored).stream())
                .toList();
    }
}

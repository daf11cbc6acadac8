package chat.parley.egress;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.egress.WaitingWork.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingWorkTest {

    private static final int TURNS = 32;
    private static final int MANY = 10_000;

    /** A candidate for each group of the work that ended, and some that must wait again. */
    private static final int MAX_EXAMINED_PER_STEP = 4;

    private final FairShares shares = new FairShares(TURNS);
    private final WaitingWork<Integer> waiting = new WaitingWork<>(shares);
    private final Deque<Item<Integer>> running = new ArrayDeque<>();
    private int steps;
    private int begun;

    @Test
    void costOfAStepDoesNotGrowWithTheNumberOfGroups() {
        IntStream.range(0, MANY).forEach(i -> add(i, Set.of("host-" + i)));
        IntStream.range(0, MANY).forEach(i -> add(i, Set.of("host-" + i)));

        endAll();

        assertThat(begun).isEqualTo(2 * MANY);
        assertThat(waiting.examined()).isLessThan((long) MAX_EXAMINED_PER_STEP * steps);
    }

    @Test
    void costOfAStepDoesNotGrowWithTheNumberOfSetsThatShareAGroup() {
        IntStream.range(0, MANY).forEach(i -> add(i, Set.of("failing", "room-" + i % 3, "host-" + i)));
        IntStream.range(0, MANY).forEach(i -> add(i, Set.of("failing", "room-" + i % 7, "account-" + i)));

        endAll();

        assertThat(begun).isEqualTo(2 * MANY);
        assertThat(waiting.examined()).isLessThan((long) MAX_EXAMINED_PER_STEP * steps);
    }

    /** Compares with a rotation that examines every set in every step. */
    @Test
    void workBeginsInTheOrderOfAPlainRotation() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Rotation model = new Rotation();
        List<Item<Integer>> unfinished = new ArrayList<>();
        int total = 0;
        for (int step = 0; step < 5_000; step++) {
            if (unfinished.isEmpty() || random.nextInt(20) < 11) {
                Set<String> groups = groups(random);
                waiting.add(step, groups);
                model.add(step, groups);
            } else {
                Item<Integer> end = unfinished.remove(random.nextInt(unfinished.size()));
                model.shares.release(end.groups());
                shares.release(end.groups());
                waiting.released();
            }
            List<Item<Integer>> expected = model.admit();
            assertThat(admit()).as("seed %d, step %d", seed, step).isEqualTo(expected);
            unfinished.addAll(expected);
            total += expected.size();
        }
        assertThat(total).isGreaterThan(500);
    }

    private static Set<String> groups(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Set.of();
            case 1 -> Set.of("host-" + random.nextInt(30));
            case 2 -> Set.of("room-" + random.nextInt(4), "host-" + random.nextInt(30));
            default -> Set.of("failing", "room-" + random.nextInt(4), "host-" + random.nextInt(30));
        };
    }

    private void add(int work, Set<String> groups) {
        steps++;
        waiting.add(work, groups);
        running.addAll(admit());
    }

    private void endAll() {
        while (!running.isEmpty()) {
            steps++;
            begun++;
            shares.release(running.remove().groups());
            waiting.released();
            running.addAll(admit());
        }
    }

    private List<Item<Integer>> admit() {
        List<Item<Integer>> admitted = new ArrayList<>();
        for (Item<Integer> item = waiting.next(); item != null; item = waiting.next()) {
            admitted.add(item);
        }
        return admitted;
    }

    private static final class Rotation {

        private final FairShares shares = new FairShares(TURNS);
        private final Map<Set<String>, Deque<Integer>> lines = new LinkedHashMap<>();

        void add(int work, Set<String> groups) {
            lines.computeIfAbsent(groups, key -> new ArrayDeque<>()).add(work);
        }

        List<Item<Integer>> admit() {
            List<Item<Integer>> admitted = new ArrayList<>();
            int before = -1;
            while (before < admitted.size()) {
                before = admitted.size();
                for (Set<String> groups : List.copyOf(lines.keySet())) {
                    if (shares.tryTake(groups)) {
                        admitted.add(new Item<>(take(groups), groups));
                    }
                }
            }
            return admitted;
        }

        private int take(Set<String> groups) {
            Deque<Integer> line = Objects.requireNonNull(lines.remove(groups));
            int work = line.remove();
            if (!line.isEmpty()) {
                lines.put(groups, line);
            }
            return work;
        }
    }
}

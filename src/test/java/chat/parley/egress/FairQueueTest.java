package chat.parley.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Work ends when the test says so; everything runs on its thread. */
class FairQueueTest {

    private static final int TURNS = 32;

    private final FairQueue<String> queue = new FairQueue<>(TURNS);
    private final Map<String, Sinks.Empty<Void>> running = new HashMap<>();
    private final List<String> begun = new ArrayList<>();

    private void start() {
        queue.run(this::begin).subscribe();
    }

    private Mono<Void> begin(String item) {
        begun.add(item);
        Sinks.Empty<Void> end = Sinks.empty();
        running.put(item, end);
        return end.asMono();
    }

    private void end(String item) {
        Objects.requireNonNull(running.remove(item)).tryEmitEmpty();
    }

    private void add(String group, int number) {
        IntStream.range(0, number).forEach(i -> queue.add(group + " " + i, Set.of(group)));
    }

    private long running(String group) {
        return running.keySet().stream()
                .filter(item -> item.startsWith(group + " "))
                .count();
    }

    @Test
    void silentGroupGetsHalfOfTheTurnsAndDelaysNobodyElse() {
        start();
        add("silent", 1_000);

        add("prompt", 1);

        assertThat(running("silent")).isEqualTo(TURNS / 2);
        assertThat(running("prompt")).isEqualTo(1);
    }

    /** Those that begin together may take all turns once. */
    @Test
    void turnRemainsForOthersWhateverTheNumberOfSilentGroups() {
        start();
        for (int group = 0; group < TURNS - 1; group++) {
            add("silent-" + group, 1_000);
        }
        List.copyOf(running.keySet()).forEach(this::end);

        add("prompt", 1);

        assertThat(running("prompt")).isEqualTo(1);
    }

    @Test
    void workOfSeveralGroupsWaitsForEachOfThem() {
        start();
        add("room", 100);
        IntStream.range(0, 100).forEach(i -> queue.add("host-" + i + " 0", Set.of("room", "host-" + i)));

        assertThat(running).hasSize(TURNS / 2);

        add("other", 1);
        assertThat(running("other")).isEqualTo(1);
    }

    @Test
    void groupsTakeTurnsAndEachKeepsItsOrder() {
        FairQueue<String> single = new FairQueue<>(1);
        IntStream.range(0, 5).forEach(i -> single.add("many " + i, Set.of("many")));
        IntStream.range(0, 2).forEach(i -> single.add("few " + i, Set.of("few")));

        single.run(item -> Mono.fromRunnable(() -> begun.add(item))).subscribe();

        assertThat(begun).containsExactly("many 0", "many 1", "few 0", "many 2", "few 1", "many 3", "many 4");
    }

    @Test
    void workThatEndsImmediatelyRunsWithoutLimit() {
        FairQueue<Integer> prompt = new FairQueue<>(1);
        List<Integer> done = new ArrayList<>();
        prompt.run(item -> Mono.fromRunnable(() -> done.add(item))).subscribe();

        IntStream.range(0, 10_000).forEach(i -> prompt.add(i, Set.of("one")));

        assertThat(done).hasSize(10_000).isSorted();
    }

    @Test
    void everythingRunsOnceWithinTheLimit() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        start();
        int added = 0;
        while (added < 2_000 || !running.isEmpty()) {
            if (added < 2_000 && random.nextInt(3) > 0) {
                queue.add(random.nextInt(5) + " " + added++, Set.of("a" + random.nextInt(5), "b" + random.nextInt(50)));
            } else if (!running.isEmpty()) {
                end(List.copyOf(running.keySet()).get(random.nextInt(running.size())));
            }
            assertThat(running.size()).as("seed %d", seed).isLessThanOrEqualTo(TURNS);
        }

        assertThat(begun).as("seed %d", seed).hasSize(2_000).doesNotHaveDuplicates();
    }
}

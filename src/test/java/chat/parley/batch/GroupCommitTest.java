package chat.parley.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

class GroupCommitTest {

    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();

    @Test
    void itemsDuringBatchFormNextOne() {
        Sinks.Empty<Void> first = Sinks.empty();
        GroupCommit<Integer> commits = new GroupCommit<>(100, 100, batch -> {
            batches.add(batch);
            return batches.size() == 1 ? first.asMono() : Mono.empty();
        });
        IntStream.range(0, 10).forEach(commits::offer);
        assertThat(batches).containsExactly(List.of(0));
        first.tryEmitEmpty();
        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
    }

    @Test
    void batchSizeIsBounded() {
        Sinks.Empty<Void> first = Sinks.empty();
        GroupCommit<Integer> commits = new GroupCommit<>(100, 4, batch -> {
            batches.add(batch);
            return batches.size() == 1 ? first.asMono() : Mono.empty();
        });
        IntStream.range(0, 10).forEach(commits::offer);
        first.tryEmitEmpty();
        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6, 7, 8), List.of(9));
    }

    @Nested
    class WithARest {

        private static final Duration COMMIT = Duration.ofMillis(5);

        private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        private final GroupCommit<Integer> commits = new GroupCommit<>(
                100,
                8,
                batch -> {
                    batches.add(batch);
                    return Mono.delay(COMMIT).then();
                },
                Duration.ofSeconds(1));

        @AfterEach
        void realTime() {
            VirtualTimeScheduler.reset();
        }

        @Test
        void singleItemIsCommittedImmediately() {
            commits.offer(0);
            time.advanceTimeBy(COMMIT);
            commits.offer(1);
            assertThat(batches).containsExactly(List.of(0), List.of(1));
        }

        @Test
        void delayAfterBatchOfSeveralIsThreeTimesItsDuration() {
            IntStream.range(0, 3).forEach(commits::offer);
            time.advanceTimeBy(COMMIT.multipliedBy(2));
            commits.offer(3);
            commits.offer(4);
            time.advanceTimeBy(COMMIT.multipliedBy(3).minusNanos(1));
            assertThat(batches).containsExactly(List.of(0), List.of(1, 2));
            time.advanceTimeBy(Duration.ofNanos(1));
            assertThat(batches).containsExactly(List.of(0), List.of(1, 2), List.of(3, 4));
        }

        @Test
        void quarterOfFullBatchIsCommittedWithoutDelay() {
            IntStream.range(0, 3).forEach(commits::offer);
            time.advanceTimeBy(COMMIT);
            commits.offer(3);
            commits.offer(4);
            time.advanceTimeBy(COMMIT);
            assertThat(batches).containsExactly(List.of(0), List.of(1, 2), List.of(3, 4));
        }
    }

    @Test
    void itemBeyondCapacityIsRefused() {
        GroupCommit<Integer> commits = new GroupCommit<>(2, 10, batch -> Mono.never());
        assertThat(commits.offer(1)).isTrue();
        assertThat(commits.offer(2)).isTrue();
        assertThat(commits.offer(3)).isTrue();
        assertThat(commits.offer(4)).isFalse();
        assertThat(commits.waiting()).isEqualTo(2);
    }

    @Test
    void failedBatchDoesNotStopNextOne() {
        GroupCommit<Integer> commits = new GroupCommit<>(100, 100, batch -> {
            batches.add(batch);
            return Mono.error(new IllegalStateException("no"));
        });
        commits.offer(1);
        commits.offer(2);
        assertThat(batches).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void itemsOfManyThreadsAreCommittedOnceInEachThreadsOrder() throws InterruptedException {
        int threads = 4;
        int each = 5_000;
        CountDownLatch done = new CountDownLatch(threads * each);
        List<Integer> committed = new ArrayList<>();
        GroupCommit<Integer> commits = new GroupCommit<>(
                threads * each,
                64,
                batch -> Mono.<Void>fromRunnable(() -> {
                            committed.addAll(batch);
                            batch.forEach(one -> done.countDown());
                        })
                        .subscribeOn(Schedulers.parallel()));
        IntStream.range(0, threads)
                .forEach(thread -> new Thread(
                                () -> IntStream.range(0, each).forEach(i -> commits.offer(thread * each + i)))
                        .start());
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(committed).hasSize(threads * each).doesNotHaveDuplicates();
        for (int thread = 0; thread < threads; thread++) {
            int owner = thread;
            assertThat(committed.stream().filter(i -> i / each == owner)).isSorted();
        }
    }
}

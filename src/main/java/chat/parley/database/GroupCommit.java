package chat.parley.database;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Gathers what arrives while one batch is in flight, and commits it as the next: a lone item goes at once, and the batches
 * grow with the load by themselves. Where a batch costs much however little it holds, it may rest between them, too.
 *
 * <p>Order: items are committed in the order in which {@link #offer} returned. Threads: any thread may offer; one batch
 * at a time is in flight. Cancelling whoever waits for an item's answer cancels nothing here.
 */
public final class GroupCommit<T> {

    /** How many times as long as a batch took. */
    private static final int REST = 3;

    /** The part of a whole batch for which no more are gathered. */
    private static final int ENOUGH = 4;

    /** The pause before a batch of items that were put back, after the first one; it doubles up to the longest rest. */
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Queue<T> queue = new ConcurrentLinkedQueue<>();

    /** Touched by the batch in flight alone. */
    private final List<T> putBack = new ArrayList<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    private final int capacity;
    private final int largest;
    private final Function<List<T>, Mono<Void>> commit;
    private final long longestRest;
    private long pause = FIRST_PAUSE;

    /**
     * @param capacity how many items may wait
     * @param largest how many items one batch may hold
     * @param commit stores a batch and tells its items' askers how it went. An error that it lets out is dropped
     */
    public GroupCommit(int capacity, int largest, Function<List<T>, Mono<Void>> commit) {
        this(capacity, largest, commit, Duration.ZERO);
    }

    /**
     * @param longestRest bounds the rest in which more is gathered after a batch of several items. It is three times
     *     as long as that batch took, and none where a quarter of a whole batch waits already
     */
    public GroupCommit(int capacity, int largest, Function<List<T>, Mono<Void>> commit, Duration longestRest) {
        this.capacity = capacity;
        this.largest = largest;
        this.commit = commit;
        this.longestRest = longestRest.toNanos();
    }

    /** Takes an item, or answers false when too many are waiting. */
    public boolean offer(T item) {
        if (waiting.incrementAndGet() > capacity) {
            waiting.decrementAndGet();
            return false;
        }
        queue.add(item);
        run();
        return true;
    }

    /**
     * Puts items of the batch in flight in front of the next one, which begins after a pause: something outside has to end
     * first. To be called before that batch is done, at most once.
     */
    public void putBack(List<T> items) {
        putBack.addAll(items);
        waiting.addAndGet(items.size());
    }

    /** The item that has been waiting for the longest time, but for those that were put back; null if there is none. */
    public @Nullable T first() {
        return queue.peek();
    }

    /** How many items wait for a batch. */
    public int waiting() {
        return waiting.get();
    }

    private void run() {
        if (running.compareAndSet(false, true)) {
            Mono.defer(this::next)
                    .repeat(() -> !queue.isEmpty() || !putBack.isEmpty())
                    .subscribe(null, failure -> end(), this::end);
        }
    }

    private Mono<Void> next() {
        List<T> batch = take();
        long began = now();
        return commit.apply(batch).onErrorComplete().then(Mono.defer(() -> rest(batch.size(), now() - began)));
    }

    private Mono<Void> rest(int committed, long took) {
        if (!putBack.isEmpty()) {
            pause = Math.min(2 * pause, longestRest);
            return Mono.delay(Duration.ofNanos(pause)).then();
        }
        pause = FIRST_PAUSE;
        long rest = Math.min(REST * took, longestRest);
        return committed <= 1 || rest == 0 || waiting.get() >= largest / ENOUGH
                ? Mono.empty()
                : Mono.delay(Duration.ofNanos(rest)).then();
    }

    private static long now() {
        return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
    }

    private List<T> take() {
        List<T> batch = new ArrayList<>(putBack);
        int most = putBack.size() + largest;
        putBack.clear();
        for (T item = queue.poll(); item != null; item = batch.size() < most ? queue.poll() : null) {
            batch.add(item);
        }
        waiting.addAndGet(-batch.size());
        return batch;
    }

    /** An item may have come between the last look at the queue and here. */
    private void end() {
        running.set(false);
        if (!queue.isEmpty()) {
            run();
        }
    }
}

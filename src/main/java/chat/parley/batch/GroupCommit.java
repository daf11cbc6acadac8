package chat.parley.batch;

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
 * Collects the items that arrive while one batch is in flight and commits them as the next one. A single item is
 * committed immediately, and batches grow with the load. If batches are costly regardless of their size, a delay
 * between them can be configured.
 *
 * <p>Order: items are committed in the order in which {@link #offer} returned. Threads: any thread may offer; one batch
 * at a time is in flight. Cancelling the wait for an item's result cancels nothing here.
 */
public final class GroupCommit<T> {

    /** The delay after a batch, as a multiple of the batch's duration. */
    private static final int DELAY_FACTOR = 3;

    /** A batch of at least one nth of the maximum size is not delayed. */
    private static final int FULL_DIVISOR = 4;

    /** The delay before a batch of items that were put back, the first time; it doubles up to the longest delay. */
    private static final long MIN_RETRY_DELAY = TimeUnit.MILLISECONDS.toNanos(1);

    private final Queue<T> queue = new ConcurrentLinkedQueue<>();

    /** Accessed only by the batch in flight. */
    private final List<T> putBack = new ArrayList<>();

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    private final int capacity;
    private final int maxBatch;
    private final Function<List<T>, Mono<Void>> commit;
    private final long maxDelay;
    private long retryDelay = MIN_RETRY_DELAY;

    /**
     * @param capacity the maximum number of waiting items
     * @param maxBatch the maximum number of items in a batch
     * @param commit stores a batch and reports the results to its items' callers. Its own errors are ignored
     */
    public GroupCommit(int capacity, int maxBatch, Function<List<T>, Mono<Void>> commit) {
        this(capacity, maxBatch, commit, Duration.ZERO);
    }

    /**
     * @param maxDelay the maximum delay after a batch of several items, during which more items are collected. The
     *     delay is three times the batch's duration; there is none if a quarter of a full batch is already waiting
     */
    public GroupCommit(int capacity, int maxBatch, Function<List<T>, Mono<Void>> commit, Duration maxDelay) {
        this.capacity = capacity;
        this.maxBatch = maxBatch;
        this.commit = commit;
        this.maxDelay = maxDelay.toNanos();
    }

    /** Adds an item and returns true, or returns false if too many are waiting. */
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
     * Puts items of the batch in flight at the front of the next batch, which is delayed, because something outside
     * must end first. Must be called before that batch is done, at most once.
     */
    public void putBack(List<T> items) {
        putBack.addAll(items);
        waiting.addAndGet(items.size());
    }

    /** Returns the item that has waited longest, not counting items that were put back; null if there is none. */
    public @Nullable T first() {
        return queue.peek();
    }

    /** Returns the number of items that wait for a batch. */
    public int waiting() {
        return waiting.get();
    }

    private void run() {
        if (running.compareAndSet(false, true)) {
            Mono.defer(this::commitNext)
                    .repeat(() -> !queue.isEmpty() || !putBack.isEmpty())
                    .subscribe(null, failure -> end(), this::end);
        }
    }

    private Mono<Void> commitNext() {
        List<T> batch = takeBatch();
        long startedAt = now();
        return commit.apply(batch).onErrorComplete().then(Mono.defer(() -> delay(batch.size(), now() - startedAt)));
    }

    private Mono<Void> delay(int committed, long duration) {
        if (!putBack.isEmpty()) {
            retryDelay = Math.min(2 * retryDelay, maxDelay);
            return Mono.delay(Duration.ofNanos(retryDelay)).then();
        }
        retryDelay = MIN_RETRY_DELAY;
        long delay = Math.min(DELAY_FACTOR * duration, maxDelay);
        return committed <= 1 || delay == 0 || waiting.get() >= maxBatch / FULL_DIVISOR
                ? Mono.empty()
                : Mono.delay(Duration.ofNanos(delay)).then();
    }

    private static long now() {
        return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
    }

    private List<T> takeBatch() {
        List<T> batch = new ArrayList<>(putBack);
        int limit = putBack.size() + maxBatch;
        putBack.clear();
        for (T item = queue.poll(); item != null; item = batch.size() < limit ? queue.poll() : null) {
            batch.add(item);
        }
        waiting.addAndGet(-batch.size());
        return batch;
    }

    /** Restarts if an item was added after the last check of the queue. */
    private void end() {
        running.set(false);
        if (!queue.isEmpty()) {
            run();
        }
    }
}

package chat.parley.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Gathers what arrives while one batch is in flight, and commits it as the next: no timer, so a lone item goes at once,
 * and the batches grow with the load by themselves.
 *
 * <p>Order: items are committed in the order in which {@link #offer} returned. Threads: any thread may offer; one batch
 * at a time is in flight. Cancelling whoever waits for an item's answer cancels nothing here.
 */
public final class GroupCommit<T> {

    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean running = new AtomicBoolean();
    private final int capacity;
    private final int largest;
    private final Function<List<T>, Mono<Void>> commit;

    /**
     * @param capacity how many items may wait
     * @param largest how many items one batch may hold
     * @param commit stores a batch and tells its items' askers how it went. An error that it lets out is dropped
     */
    public GroupCommit(int capacity, int largest, Function<List<T>, Mono<Void>> commit) {
        this.capacity = capacity;
        this.largest = largest;
        this.commit = commit;
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

    /** How many items wait for a batch. */
    public int waiting() {
        return waiting.get();
    }

    private void run() {
        if (running.compareAndSet(false, true)) {
            Mono.defer(this::next).repeat(() -> !queue.isEmpty()).subscribe(null, failure -> rest(), this::rest);
        }
    }

    private Mono<Void> next() {
        return commit.apply(take()).onErrorComplete();
    }

    private List<T> take() {
        List<T> batch = new ArrayList<>();
        for (T item = queue.poll(); item != null; item = batch.size() < largest ? queue.poll() : null) {
            batch.add(item);
        }
        waiting.addAndGet(-batch.size());
        return batch;
    }

    /** An item may have come between the last look at the queue and here. */
    private void rest() {
        running.set(false);
        if (!queue.isEmpty()) {
            run();
        }
    }
}

package chat.parley.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.dao.TransientDataAccessResourceException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Looks up rows by key, many in one statement: requests that arrive while the maximum number of statements is in flight
 * are answered together by the next one. There is no timer: a single request is executed immediately.
 *
 * <p>Consistency: a statement begins after the requests that it answers, so results are never older than their
 * requests. Threads: any thread may call {@link #get}. Cancelling the wait for a result cancels nothing here. Errors: a
 * failed statement fails all of its requests, and one that hangs delays only them. Never part of a caller's
 * transaction.
 */
public final class GroupRead<K, V> {

    /**
     * The maximum number of concurrent statements; more than one, so that a statement that hangs does not block all
     * others.
     */
    private static final int MAX_CONCURRENT_READS = 2;

    private final Queue<Request<K, V>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private final int capacity;
    private final int maxBatch;
    private final Function<Set<K>, Mono<Map<K, V>>> read;

    /**
     * @param capacity the maximum number of waiting requests
     * @param maxBatch the maximum number of requests per statement
     * @param read finds the values of keys; keys without a value are missing from the result
     */
    public GroupRead(int capacity, int maxBatch, Function<Set<K>, Mono<Map<K, V>>> read) {
        this.capacity = capacity;
        this.maxBatch = maxBatch;
        this.read = read;
    }

    /** Returns the value of a key, or empty; fails with a transient error if too many requests are waiting. */
    public Mono<V> get(K key) {
        return Mono.defer(() -> {
            if (waiting.incrementAndGet() > capacity) {
                waiting.decrementAndGet();
                return Mono.error(new TransientDataAccessResourceException("Too many ask the database"));
            }
            Request<K, V> request = new Request<>(key, Sinks.one());
            queue.add(request);
            run();
            return request.answer().asMono();
        });
    }

    private void run() {
        for (int current = active.get(); current < MAX_CONCURRENT_READS && !queue.isEmpty(); current = active.get()) {
            if (active.compareAndSet(current, current + 1)) {
                readBatch(takeBatch());
            }
        }
    }

    private List<Request<K, V>> takeBatch() {
        List<Request<K, V>> batch = new ArrayList<>();
        for (Request<K, V> request = queue.poll();
                request != null;
                request = batch.size() < maxBatch ? queue.poll() : null) {
            batch.add(request);
        }
        waiting.addAndGet(-batch.size());
        return batch;
    }

    /** Runs again at the end of a statement, because requests may have arrived in the meantime. */
    private void readBatch(List<Request<K, V>> batch) {
        results(batch)
                .doFinally(end -> {
                    active.decrementAndGet();
                    run();
                })
                .subscribe(
                        found -> batch.forEach(request -> request.complete(found)),
                        failure -> batch.forEach(request -> request.answer().tryEmitError(failure)));
    }

    private Mono<Map<K, V>> results(List<Request<K, V>> batch) {
        Set<K> keys = batch.stream().map(Request::key).collect(Collectors.toSet());
        return keys.isEmpty()
                ? Mono.empty()
                : Mono.defer(() -> read.apply(keys)).defaultIfEmpty(Map.of());
    }

    private record Request<K, V>(K key, Sinks.One<V> answer) {

        void complete(Map<K, V> found) {
            V value = found.get(key);
            if (value == null) {
                answer.tryEmitEmpty();
            } else {
                answer.tryEmitValue(value);
            }
        }
    }
}

package chat.parley.database;

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
 * Looks rows up by their keys, many in one statement: who asks while enough statements are under way is answered by the
 * next one, together with all who have asked meanwhile. There is no timer: a lone question goes at once.
 *
 * <p>A statement begins after whoever it answers has asked, so nobody gets less than was true then. Threads: any thread may
 * ask. Cancelling whoever waits for an answer cancels nothing here. A statement that fails fails for all whom it would have
 * answered, and one that hangs keeps only those waiting. Never part of a transaction of whoever asks.
 */
public final class GroupRead<K, V> {

    /** Statements under way; so many that one which hangs does not keep the others waiting. */
    private static final int AT_ONCE = 2;

    private final Queue<Question<K, V>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final int capacity;
    private final int largest;
    private final Function<Set<K>, Mono<Map<K, V>>> read;

    /**
     * @param capacity how many questions may wait
     * @param largest how many one statement may answer
     * @param read finds the values of some keys; those that have none are missing
     */
    public GroupRead(int capacity, int largest, Function<Set<K>, Mono<Map<K, V>>> read) {
        this.capacity = capacity;
        this.largest = largest;
        this.read = read;
    }

    /** The value of a key, or empty; fails with a transient error when too many are waiting. */
    public Mono<V> get(K key) {
        return Mono.defer(() -> {
            if (waiting.incrementAndGet() > capacity) {
                waiting.decrementAndGet();
                return Mono.error(new TransientDataAccessResourceException("Too many ask the database"));
            }
            Question<K, V> question = new Question<>(key, Sinks.one());
            queue.add(question);
            run();
            return question.answer().asMono();
        });
    }

    private void run() {
        for (int now = busy.get(); now < AT_ONCE && !queue.isEmpty(); now = busy.get()) {
            if (busy.compareAndSet(now, now + 1)) {
                ask(take());
            }
        }
    }

    private List<Question<K, V>> take() {
        List<Question<K, V>> batch = new ArrayList<>();
        for (Question<K, V> one = queue.poll(); one != null; one = batch.size() < largest ? queue.poll() : null) {
            batch.add(one);
        }
        waiting.addAndGet(-batch.size());
        return batch;
    }

    /** A question may have come between the last look at the queue and the end of the statement. */
    private void ask(List<Question<K, V>> batch) {
        answers(batch)
                .doFinally(end -> {
                    busy.decrementAndGet();
                    run();
                })
                .subscribe(
                        found -> batch.forEach(one -> one.take(found)),
                        failure -> batch.forEach(one -> one.answer().tryEmitError(failure)));
    }

    private Mono<Map<K, V>> answers(List<Question<K, V>> batch) {
        Set<K> keys = batch.stream().map(Question::key).collect(Collectors.toSet());
        return keys.isEmpty()
                ? Mono.empty()
                : Mono.defer(() -> read.apply(keys)).defaultIfEmpty(Map.of());
    }

    private record Question<K, V>(K key, Sinks.One<V> answer) {

        void take(Map<K, V> found) {
            V value = found.get(key);
            if (value == null) {
                answer.tryEmitEmpty();
            } else {
                answer.tryEmitValue(value);
            }
        }
    }
}

package chat.parley.egress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Runs queued work in a limited number of turns, which {@link FairShares} divides among groups. Work of the same groups
 * starts in the order in which it was added; groups alternate; and work whose groups have used up their share never
 * delays other work. Callers bound the length of the queue. Thread-safe.
 */
public final class FairQueue<T> {

    private final int turns;
    private final FairShares shares;
    private final Map<Set<String>, Deque<T>> waiting = new LinkedHashMap<>();
    private final Queue<Turn<T>> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger emitting = new AtomicInteger();
    private final Sinks.Many<Turn<T>> begun = Sinks.many().unicast().onBackpressureBuffer();

    public FairQueue(int turns) {
        this.turns = turns;
        this.shares = new FairShares(turns);
    }

    private record Turn<T>(T item, Set<String> groups) {}

    /** Adds work, which begins immediately if its groups may take a turn. */
    public void add(T item, Set<String> groups) {
        synchronized (this) {
            waiting.computeIfAbsent(Set.copyOf(groups), key -> new ArrayDeque<>())
                    .add(item);
            ready.addAll(admit());
        }
        emit();
    }

    /**
     * Runs all work, added before or later, until it is cancelled. May be subscribed to only once.
     *
     * @param work must not fail
     */
    public Mono<Void> run(Function<T, Mono<Void>> work) {
        return begun.asFlux()
                .flatMap(
                        turn -> Mono.defer(() -> work.apply(turn.item())).doFinally(end -> release(turn.groups())),
                        turns)
                .then();
    }

    private void release(Set<String> groups) {
        synchronized (this) {
            shares.release(groups);
            ready.addAll(admit());
        }
        emit();
    }

    /** Takes turns for waiting work, one for each set of groups in rotation. */
    private List<Turn<T>> admit() {
        List<Turn<T>> admitted = new ArrayList<>();
        boolean found = true;
        while (found && shares.free() > 0) {
            found = false;
            for (Map.Entry<Set<String>, Deque<T>> entry : List.copyOf(waiting.entrySet())) {
                Set<String> groups = entry.getKey();
                if (shares.tryTake(groups)) {
                    admitted.add(new Turn<>(next(groups, entry.getValue()), groups));
                    found = true;
                }
            }
        }
        return admitted;
    }

    /** Removes the next work of these groups and moves them to the end of the rotation. */
    private T next(Set<String> groups, Deque<T> items) {
        waiting.remove(groups);
        T item = items.remove();
        if (!items.isEmpty()) {
            waiting.put(groups, items);
        }
        return item;
    }

    /** Begins work outside the lock, one thread at a time. */
    private void emit() {
        if (emitting.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            for (Turn<T> turn = ready.poll(); turn != null; turn = ready.poll()) {
                begun.tryEmitNext(turn);
            }
            missed = emitting.addAndGet(-missed);
        }
    }
}

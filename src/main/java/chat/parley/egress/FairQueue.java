package chat.parley.egress;

import chat.parley.egress.WaitingWork.Item;
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
    private final WaitingWork<T> waiting;
    private final Queue<Item<T>> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger emitting = new AtomicInteger();
    private final Sinks.Many<Item<T>> begun = Sinks.many().unicast().onBackpressureBuffer();

    public FairQueue(int turns) {
        this.turns = turns;
        this.shares = new FairShares(turns);
        this.waiting = new WaitingWork<>(shares);
    }

    /** Adds work, which begins immediately if its groups may take a turn. */
    public void add(T item, Set<String> groups) {
        synchronized (this) {
            waiting.add(item, groups);
            admit();
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
                        item -> Mono.defer(() -> work.apply(item.work())).doFinally(end -> release(item.groups())),
                        turns)
                .then();
    }

    private void release(Set<String> groups) {
        synchronized (this) {
            shares.release(groups);
            waiting.released();
            admit();
        }
        emit();
    }

    private void admit() {
        for (Item<T> item = waiting.next(); item != null; item = waiting.next()) {
            ready.add(item);
        }
    }

    /** Begins work outside the lock, one thread at a time. */
    private void emit() {
        if (emitting.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            for (Item<T> item = ready.poll(); item != null; item = ready.poll()) {
                begun.tryEmitNext(item);
            }
            missed = emitting.addAndGet(-missed);
        }
    }
}

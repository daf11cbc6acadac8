package chat.parley.channel;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import reactor.core.scheduler.Scheduler;
import reactor.util.concurrent.Queues;

/**
 * A bounded queue with many producers and one consumer. Preserves the order of each producer; pending items are
 * consumed together. Producers never block.
 */
public final class Mailbox<T> {

    private final Queue<T> queue = Queues.<T>unboundedMultiproducer().get();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int capacity;
    private final Scheduler scheduler;
    private final Consumer<T> receiver;
    private final Runnable afterBatch;

    /** @param afterBatch runs after each round, when the receiver has received all pending items */
    public Mailbox(int capacity, Scheduler scheduler, Consumer<T> receiver, Runnable afterBatch) {
        this.capacity = capacity;
        this.scheduler = scheduler;
        this.receiver = receiver;
        this.afterBatch = afterBatch;
    }

    /**
     * Adds an item and returns true, or returns false if the mailbox is full. Concurrent producers may exceed the
     * capacity by their number.
     */
    public boolean offer(T item) {
        if (waiting.get() >= capacity) {
            return false;
        }
        queue.add(item);
        if (waiting.getAndIncrement() == 0) {
            scheduler.schedule(this::drain);
        }
        return true;
    }

    private void drain() {
        int taken = waiting.get();
        while (taken > 0) {
            for (int i = 0; i < taken; i++) {
                T next = queue.poll();
                if (next != null) {
                    receiver.accept(next);
                }
            }
            afterBatch.run();
            taken = waiting.addAndGet(-taken);
        }
    }
}

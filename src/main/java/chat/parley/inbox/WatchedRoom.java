package chat.parley.inbox;

import chat.parley.hub.RoomObserver;
import chat.parley.hub.Signal;
import chat.parley.roomlog.EncodedChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/**
 * The room observer on behalf of all inbox subscriptions of this node. Collects changes and passes them on in batches,
 * at most three per second.
 */
final class WatchedRoom implements RoomObserver {

    static final Duration BATCH_DELAY = Duration.ofMillis(330);

    /** Beyond this number of changes in a batch only memberships are kept, and the unread states are read again. */
    private static final int MAX_CHANGES = 64;

    private final String id;
    private final Scheduler thread;
    private final Consumer<WatchedRoom> onReady;
    private final Consumer<String> onRead;
    private final Set<Inbox> inboxes = new LinkedHashSet<>();
    private final Queue<EncodedChange> changes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private Disposable observation = Disposables.disposed();
    private volatile long notifiedAt = System.nanoTime() - BATCH_DELAY.toNanos();

    /**
     * @param onReady called on the inbox thread when a batch is available
     * @param onRead called on any thread with the username of an account that has read
     */
    WatchedRoom(String id, Scheduler thread, Consumer<WatchedRoom> onReady, Consumer<String> onRead) {
        this.id = id;
        this.thread = thread;
        this.onReady = onReady;
        this.onRead = onRead;
    }

    String id() {
        return id;
    }

    /** The inboxes to update. Confined to the inbox thread. */
    Set<Inbox> inboxes() {
        return inboxes;
    }

    void observedThrough(Disposable ending) {
        observation = ending;
    }

    void leave() {
        observation.dispose();
    }

    @Override
    public void changed(List<EncodedChange> entries) {
        for (EncodedChange entry : entries) {
            if (count.incrementAndGet() <= MAX_CHANGES || entry.kind() == EncodedChange.Kind.MEMBER) {
                changes.add(entry);
            }
        }
        schedule();
    }

    @Override
    public void signalled(Signal signal) {
        if (signal instanceof Signal.Read read) {
            onRead.accept(read.username());
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            long delay = notifiedAt + BATCH_DELAY.toNanos() - System.nanoTime();
            thread.schedule(this::notifyReady, Math.max(0, delay), TimeUnit.NANOSECONDS);
        }
    }

    private void notifyReady() {
        notifiedAt = System.nanoTime();
        scheduled.set(false);
        onReady.accept(this);
    }

    /** Returns the batch that was collected since the last call. */
    Batch take() {
        boolean overflow = count.getAndSet(0) > MAX_CHANGES;
        List<EncodedChange> entries = new ArrayList<>();
        for (EncodedChange entry = changes.poll(); entry != null; entry = changes.poll()) {
            entries.add(entry);
        }
        return new Batch(entries, overflow);
    }

    /** @param overflow whether further changes were dropped */
    record Batch(List<EncodedChange> entries, boolean overflow) {}
}

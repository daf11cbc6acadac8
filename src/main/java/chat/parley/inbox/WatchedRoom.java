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

    static final Duration GATHERING = Duration.ofMillis(330);

    /** Beyond this number of changes in a batch only memberships are kept, and the unread states are read again. */
    private static final int MOST = 64;

    private final String id;
    private final Scheduler thread;
    private final Consumer<WatchedRoom> ready;
    private final Consumer<String> hasRead;
    private final Set<Inbox> inboxes = new LinkedHashSet<>();
    private final Queue<EncodedChange> noted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private Disposable attendance = Disposables.disposed();
    private volatile long toldAt = System.nanoTime() - GATHERING.toNanos();

    /**
     * @param ready called on the inbox thread when a batch is available
     * @param hasRead called on any thread with the username of an account that has read
     */
    WatchedRoom(String id, Scheduler thread, Consumer<WatchedRoom> ready, Consumer<String> hasRead) {
        this.id = id;
        this.thread = thread;
        this.ready = ready;
        this.hasRead = hasRead;
    }

    String id() {
        return id;
    }

    /** The inboxes to update. Confined to the inbox thread. */
    Set<Inbox> inboxes() {
        return inboxes;
    }

    void attendedBy(Disposable ending) {
        attendance = ending;
    }

    void leave() {
        attendance.dispose();
    }

    @Override
    public void changed(List<EncodedChange> entries) {
        for (EncodedChange entry : entries) {
            if (count.incrementAndGet() <= MOST || entry.kind() == EncodedChange.Kind.MEMBER) {
                noted.add(entry);
            }
        }
        wake();
    }

    @Override
    public void signalled(Signal signal) {
        if (signal instanceof Signal.Read read) {
            hasRead.accept(read.username());
        }
    }

    private void wake() {
        if (scheduled.compareAndSet(false, true)) {
            long wait = toldAt + GATHERING.toNanos() - System.nanoTime();
            thread.schedule(this::tell, Math.max(0, wait), TimeUnit.NANOSECONDS);
        }
    }

    private void tell() {
        toldAt = System.nanoTime();
        scheduled.set(false);
        ready.accept(this);
    }

    /** Returns the batch that was collected since the last call. */
    Noted take() {
        boolean more = count.getAndSet(0) > MOST;
        List<EncodedChange> entries = new ArrayList<>();
        for (EncodedChange entry = noted.poll(); entry != null; entry = noted.poll()) {
            entries.add(entry);
        }
        return new Noted(entries, more);
    }

    /** @param more whether further changes were dropped */
    record Noted(List<EncodedChange> entries, boolean more) {}
}

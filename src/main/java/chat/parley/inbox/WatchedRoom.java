package chat.parley.inbox;

import chat.parley.hub.Bystander;
import chat.parley.hub.Signal;
import chat.parley.roomlog.Entry;
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
 * A room of which connections of this node are told without having it open: one bystander for all of them. Takes note
 * of what happens, and hands it on gathered, a few times a second at most.
 */
final class WatchedRoom implements Bystander {

    static final Duration GATHERING = Duration.ofMillis(330);

    /** More changes than these at once are not told one by one: whoever is concerned looks how things stand. */
    private static final int MOST = 64;

    private final String id;
    private final Scheduler thread;
    private final Consumer<WatchedRoom> ready;
    private final Consumer<String> hasRead;
    private final Set<Inbox> inboxes = new LinkedHashSet<>();
    private final Queue<Entry> noted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private Disposable attendance = Disposables.disposed();
    private volatile long toldAt = System.nanoTime() - GATHERING.toNanos();

    /**
     * @param ready called on the thread when there is something to tell
     * @param hasRead called with a username, on any thread
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

    /** Who is told; touched on the thread alone. */
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
    public void changed(List<Entry> entries) {
        for (Entry entry : entries) {
            if (count.incrementAndGet() <= MOST || entry.kind() == Entry.Kind.MEMBER) {
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

    /** What was noted since the last call. */
    Noted take() {
        boolean more = count.getAndSet(0) > MOST;
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = noted.poll(); entry != null; entry = noted.poll()) {
            entries.add(entry);
        }
        return new Noted(entries, more);
    }

    /** @param more whether there was more, that is not here */
    record Noted(List<Entry> entries, boolean more) {}
}

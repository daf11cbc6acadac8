package chat.parley.task;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** The tasks that this node runs. Thread-safe. */
final class RunningTasks {

    private final Map<Long, Entry> byId = new ConcurrentHashMap<>();

    private record Entry(Disposable.Swap work, long renewedAt) {}

    /**
     * Adds a task before it starts.
     *
     * @param claimedAt when the statement that claimed it began, in nanoseconds
     * @return takes the handle that cancels its work
     */
    Disposable.Swap add(Task task, long claimedAt) {
        Disposable.Swap work = Disposables.swap();
        byId.put(task.id(), new Entry(work, claimedAt));
        return work;
    }

    void remove(Task task) {
        byId.remove(task.id());
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    Set<Long> ids() {
        return Set.copyOf(byId.keySet());
    }

    /**
     * Records a renewal of leases.
     *
     * @param asked the tasks whose leases were to be renewed
     * @param renewed those of them that still belong to this node; the others are cancelled
     */
    void renewed(Collection<Long> asked, Collection<Long> renewed, long startedAt) {
        renewed.forEach(id -> byId.computeIfPresent(id, (key, entry) -> new Entry(entry.work(), startedAt)));
        asked.stream().filter(id -> !renewed.contains(id)).forEach(this::cancel);
    }

    /** Cancels the tasks that were last renewed too long ago, because another node may run them soon. */
    void cancelUnrenewed(Duration maxAge, long now) {
        byId.forEach((id, entry) -> {
            if (now - entry.renewedAt() > maxAge.toNanos()) {
                cancel(id);
            }
        });
    }

    void cancelAll() {
        ids().forEach(this::cancel);
    }

    private void cancel(Long id) {
        Entry entry = byId.remove(id);
        if (entry != null) {
            entry.work().dispose();
        }
    }
}

package chat.parley.people;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An account that connections of this node follow. */
final class Followed {

    private final Set<PeopleSubscription> followers = ConcurrentHashMap.newKeySet(1);
    private final AtomicBoolean queued = new AtomicBoolean();

    /** Null until it has been read. */
    private volatile @Nullable PersonState state;

    Set<PeopleSubscription> followers() {
        return followers;
    }

    @Nullable
    PersonState state() {
        return state;
    }

    /** Takes over what was read; returns whether it differs from what was known. Called by one reader at a time. */
    boolean update(PersonState read) {
        boolean differs = !read.equals(state);
        state = read;
        return differs;
    }

    /** Returns whether the account has to be queued for reading, because it is not. */
    boolean queue() {
        return queued.compareAndSet(false, true);
    }

    /**
     * Called before a read begins, and when there is no place in the queue: the next change queues the account again.
     */
    void dequeued() {
        queued.set(false);
    }
}

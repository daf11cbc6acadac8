package chat.parley.follower;

import chat.parley.roomlog.ChangeListener;
import chat.parley.roomlog.Publication;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/**
 * Remembers which followed rooms this node has changed since they were last taken, so that their followers need not
 * wait for a tick. Keeps only sets in memory: a commit never waits for a follower. A lost signal only adds latency.
 * Thread-safe.
 */
@Component
class FollowerSignals implements ChangeListener {

    /** A node that follows more rooms than these treats all rooms as followed. */
    static final int MAX_FOLLOWED = 10_000;

    private final Set<String> followed = ConcurrentHashMap.newKeySet();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean recheckRequested = new AtomicBoolean();
    private volatile boolean followsAll;
    private volatile Runnable listener = () -> {};

    /** @param newListener called after each signal; must return immediately */
    void onSignal(Runnable newListener) {
        listener = newListener;
    }

    /** Replaces the rooms that are known to have followers. */
    void refresh(Collection<String> rooms) {
        followsAll = rooms.size() > MAX_FOLLOWED;
        followed.retainAll(rooms);
        followed.addAll(rooms);
    }

    void follow(String room) {
        followed.add(room);
    }

    /** Requests a comparison of all followers although no room has changed. */
    void recheck() {
        recheckRequested.set(true);
        listener.run();
    }

    /** Requests a comparison of the followers of a room. */
    void recheck(String room) {
        changed.add(room);
        listener.run();
    }

    /** Returns and resets whether all followers are to be compared. */
    boolean takeRecheck() {
        return recheckRequested.getAndSet(false);
    }

    @Override
    public void committed(String room, Publication publication) {
        if (followsAll || followed.contains(room)) {
            changed.add(room);
            listener.run();
        }
    }

    /** Returns and forgets the rooms with changed followers. */
    Set<String> takeChanged() {
        Set<String> taken = new HashSet<>(changed);
        changed.removeAll(taken);
        return taken;
    }
}

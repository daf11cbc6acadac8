package chat.parley.push;

import chat.parley.roomlog.ChangeListener;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What is to be compared with the database, and when: rooms in which this node has committed something, and
 * subscriptions that have to wait. Losing it only adds latency, because ticks eventually compare everything.
 * Thread-safe.
 */
@Component
class PushQueue implements ChangeListener {

    /** Beyond this number, ticks find the rest. */
    private static final int MAX_PENDING = 100_000;

    private final Map<String, Long> rooms = new ConcurrentHashMap<>();
    private final Map<RoomKey, Long> keys = new ConcurrentHashMap<>();
    private final long delay;

    PushQueue(PushProperties properties) {
        delay = properties.enabled() ? properties.delay().toNanos() : -1;
    }

    /** Members who leave must no longer see the text of a notification. */
    @Override
    public void committed(String room, Publication publication) {
        boolean relevant = delay >= 0
                && rooms.size() < MAX_PENDING
                && publication.entries().stream()
                        .anyMatch(entry -> entry.kind() == EncodedChange.Kind.MESSAGE
                                || entry.kind() == EncodedChange.Kind.MEMBER);
        if (relevant) {
            rooms.putIfAbsent(room, System.nanoTime() + delay);
        }
    }

    void add(RoomKey key, Duration wait) {
        if (keys.size() < MAX_PENDING) {
            keys.merge(key, System.nanoTime() + wait.toNanos(), Math::min);
        }
    }

    /** Removes and returns rooms whose time has come, at most {@code limit} of them. */
    List<String> dueRooms(int limit) {
        return take(rooms, limit);
    }

    List<RoomKey> dueKeys(int limit) {
        return take(keys, limit);
    }

    private static <K> List<K> take(Map<K, Long> pending, int limit) {
        long now = System.nanoTime();
        List<K> due = new ArrayList<>();
        for (Map.Entry<K, Long> entry : pending.entrySet()) {
            if (due.size() == limit) {
                break;
            }
            if (entry.getValue() - now <= 0 && pending.remove(entry.getKey(), entry.getValue())) {
                due.add(entry.getKey());
            }
        }
        return due;
    }
}

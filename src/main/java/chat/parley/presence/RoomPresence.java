package chat.parley.presence;

import chat.parley.hub.Signal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The presence of one room on this node: its own connections, and the names of all nodes as last read. Thread-safe. */
final class RoomPresence {

    private final Set<String> connections = new HashSet<>();
    private @Nullable List<String> names;

    synchronized RoomPresence add(String connection) {
        connections.add(connection);
        return this;
    }

    /** @return null if no connection is left */
    synchronized @Nullable RoomPresence remove(String connection) {
        connections.remove(connection);
        return connections.isEmpty() ? null : this;
    }

    synchronized boolean has(String connection) {
        return connections.contains(connection);
    }

    synchronized boolean known() {
        return names != null;
    }

    synchronized List<String> names() {
        return names == null ? List.of() : names;
    }

    /**
     * Replaces the names with those in the database, and passes the difference on while locked, so that differences are
     * sent in order.
     *
     * @param now sorted and immutable
     */
    synchronized void update(List<String> now, Consumer<Signal> tell) {
        List<String> joined = without(now, names());
        List<String> left = without(names(), now);
        names = now;
        if (!joined.isEmpty() || !left.isEmpty()) {
            tell.accept(new Signal.Online(joined, left, now));
        }
    }

    private static List<String> without(List<String> all, List<String> some) {
        Set<String> known = Set.copyOf(some);
        return all.stream().filter(name -> !known.contains(name)).toList();
    }
}

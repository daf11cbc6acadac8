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

    synchronized boolean isKnown() {
        return names != null;
    }

    synchronized List<String> names() {
        return names == null ? List.of() : names;
    }

    /**
     * Replaces the names with those in the database, and passes the difference on while locked, so that differences are
     * sent in order.
     *
     * @param current sorted and immutable
     */
    synchronized void update(List<String> current, Consumer<Signal> send) {
        List<String> joined = without(current, names());
        List<String> left = without(names(), current);
        names = current;
        if (!joined.isEmpty() || !left.isEmpty()) {
            send.accept(new Signal.Online(joined, left, current));
        }
    }

    private static List<String> without(List<String> all, List<String> excluded) {
        Set<String> excludedNames = Set.copyOf(excluded);
        return all.stream().filter(name -> !excludedNames.contains(name)).toList();
    }
}

package chat.parley.egress;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The work that waits in a {@link FairQueue}, by its set of groups. The sets take turns: each moves to the end of the
 * rotation when it has begun one item, and one that must wait for its groups keeps its place.
 *
 * <p>A set that may not begin waits under the fullest of its groups. When that group may take a turn again, only the
 * first of the sets that wait under it is examined, and the next one after that. The cost of a step therefore depends
 * on the number of turns and on the logarithm of the number of sets. Not thread-safe.
 */
final class WaitingWork<T> {

    private final FairShares shares;
    private final Map<Set<String>, Line<T>> lines = new HashMap<>();

    /** The sets that may be able to begin: new ones, and for each group that is not full the first that waits for it. */
    private final PriorityQueue<Line<T>> candidates = new PriorityQueue<>(Line.byPlace());

    private final Map<String, PriorityQueue<Line<T>>> blocked = new HashMap<>();

    /** The full groups under which sets wait; about as many as running work has groups. */
    private final Set<String> full = new LinkedHashSet<>();

    private long places;
    private long examined;

    WaitingWork(FairShares shares) {
        this.shares = shares;
    }

    record Item<T>(T work, Set<String> groups) {}

    /** The work of one set of groups, in order. */
    private static final class Line<T> {

        private final Set<String> groups;
        private final Deque<T> items = new ArrayDeque<>();
        private long place;

        /** The group for which this candidate had waited; others may wait behind it. */
        private @Nullable String origin;

        Line(Set<String> groups) {
            this.groups = groups;
        }

        static <T> Comparator<Line<T>> byPlace() {
            return Comparator.comparingLong(line -> line.place);
        }
    }

    void add(T item, Set<String> groups) {
        Line<T> line = lines.get(groups);
        if (line == null) {
            line = new Line<>(Set.copyOf(groups));
            lines.put(line.groups, line);
            enter(line);
        }
        line.items.add(item);
    }

    /** Removes the next work that may begin and takes a turn for it; null if there is none. */
    @Nullable
    Item<T> next() {
        while (shares.free() > 0) {
            Line<T> line = candidates.poll();
            if (line == null) {
                return null;
            }
            Item<T> begun = examine(line);
            if (begun != null) {
                return begun;
            }
        }
        return null;
    }

    /** Must be called after a turn was returned. */
    void released() {
        List<String> open = full.stream().filter(group -> !shares.isFull(group)).toList();
        full.removeAll(open);
        open.forEach(this::nominate);
    }

    /** Returns how many candidates have been examined so far. */
    long examined() {
        return examined;
    }

    @Nullable
    private Item<T> examine(Line<T> line) {
        examined++;
        String origin = line.origin;
        line.origin = null;
        boolean begins = shares.tryTake(line.groups);
        if (!begins) {
            block(line);
        }
        if (origin != null) {
            nominate(origin);
        }
        return begins ? begin(line) : null;
    }

    private void block(Line<T> line) {
        String obstacle = shares.fullest(line.groups);
        blocked.computeIfAbsent(obstacle, group -> new PriorityQueue<>(Line.byPlace()))
                .add(line);
        full.add(obstacle);
    }

    private Item<T> begin(Line<T> line) {
        Item<T> begun = new Item<>(line.items.remove(), line.groups);
        if (line.items.isEmpty()) {
            lines.remove(line.groups);
        } else {
            enter(line);
        }
        return begun;
    }

    /** Adds a set at the end of the rotation. */
    private void enter(Line<T> line) {
        line.place = places++;
        candidates.add(line);
    }

    /** Makes the first set that waits under a group a candidate, or notes that the group is full. */
    private void nominate(String group) {
        PriorityQueue<Line<T>> waiting = blocked.get(group);
        if (waiting == null) {
            return;
        }
        if (shares.isFull(group)) {
            full.add(group);
            return;
        }
        Line<T> first = Objects.requireNonNull(waiting.poll());
        if (waiting.isEmpty()) {
            blocked.remove(group);
        }
        first.origin = group;
        candidates.add(first);
    }
}

package chat.parley.hub;

import chat.parley.roomlog.EncodedChange;
import chat.parley.transport.FrameBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes after one revision up to another: a single live change, a sequence of live changes, or a page of the log,
 * which contains each changed row once in its newest state.
 */
public final class RevisionRange {

    /** Estimated size of the objects around a change, in bytes. */
    private static final int OBJECT_OVERHEAD = 300;

    private final String room;
    private final long after;
    private final long revision;
    private final List<EncodedChange> entries;
    private final int size;
    private volatile Map<Dialect, FrameBatch> batches = Map.of();

    RevisionRange(String room, long after, long revision, List<EncodedChange> entries) {
        this.room = room;
        this.after = after;
        this.revision = revision;
        this.entries = List.copyOf(entries);
        this.size = entries.stream().mapToInt(entry -> entry.json().length).sum();
    }

    static RevisionRange of(String room, EncodedChange entry) {
        return new RevisionRange(room, entry.revision() - 1, entry.revision(), List.of(entry));
    }

    /** Joins adjacent ranges. */
    static RevisionRange of(List<RevisionRange> ranges) {
        RevisionRange first = ranges.get(0);
        RevisionRange last = ranges.get(ranges.size() - 1);
        List<EncodedChange> entries =
                ranges.stream().flatMap(range -> range.entries.stream()).toList();
        return new RevisionRange(first.room, first.after, last.revision, entries);
    }

    /** Returns this range without the changes after a revision. */
    RevisionRange upTo(long last) {
        return revision <= last
                ? this
                : new RevisionRange(
                        room,
                        after,
                        last,
                        entries.stream()
                                .filter(entry -> entry.revision() <= last)
                                .toList());
    }

    public long after() {
        return after;
    }

    public long revision() {
        return revision;
    }

    /** Returns the changed rows in revision order; all their revisions are within this range. */
    public List<EncodedChange> entries() {
        return entries;
    }

    /** Returns whether this is a single live change. */
    public boolean isLive() {
        return revision == after + 1 && entries.size() == 1;
    }

    /** Returns whether this is a single live change of a membership. */
    boolean isMembershipChange() {
        return isLive() && entries.get(0).kind() == EncodedChange.Kind.MEMBER;
    }

    int size() {
        return size;
    }

    /**
     * Returns the approximate memory use in bytes: the JSON twice, as received and in frames, and the objects around
     * it.
     */
    int retainedBytes() {
        return 2 * size + OBJECT_OVERHEAD;
    }

    /** Returns the encoded frames, which are encoded on first use and then shared. */
    FrameBatch batch(Dialect dialect) {
        FrameBatch cached = batches.get(dialect);
        return cached == null ? encode(dialect) : cached;
    }

    private synchronized FrameBatch encode(Dialect dialect) {
        Map<Dialect, FrameBatch> updated = new HashMap<>(batches);
        FrameBatch batch = updated.computeIfAbsent(dialect, key -> new FrameBatch(key.encode(room, this)));
        batches = Map.copyOf(updated);
        return batch;
    }
}

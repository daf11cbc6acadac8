package chat.parley.hub;

import chat.parley.roomlog.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of revisions, everything after one up to another: a single live change; what a read of the log brought, in which
 * rows that changed several times stand once, in their newest state; or live changes that follow each other, all of them.
 */
public final class Span {

    /** Bytes of the objects around a change. */
    private static final int OBJECTS = 300;

    private final String room;
    private final long after;
    private final long revision;
    private final List<Entry> entries;
    private final int size;
    private volatile Map<Dialect, Batch> batches = Map.of();

    Span(String room, long after, long revision, List<Entry> entries) {
        this.room = room;
        this.after = after;
        this.revision = revision;
        this.entries = List.copyOf(entries);
        this.size = entries.stream().mapToInt(entry -> entry.json().length).sum();
    }

    static Span of(String room, Entry entry) {
        return new Span(room, entry.revision() - 1, entry.revision(), List.of(entry));
    }

    /** Spans that follow each other, as one. */
    static Span of(List<Span> spans) {
        Span first = spans.get(0);
        Span last = spans.get(spans.size() - 1);
        List<Entry> entries =
                spans.stream().flatMap(span -> span.entries.stream()).toList();
        return new Span(first.room, first.after, last.revision, entries);
    }

    /** This, without what lies behind a revision. */
    Span upTo(long last) {
        return revision <= last
                ? this
                : new Span(
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

    /** The changed rows in order of their revisions, all of which lie within this span. */
    public List<Entry> entries() {
        return entries;
    }

    /** Whether this is one change as it happened. */
    public boolean live() {
        return revision == after + 1 && entries.size() == 1;
    }

    /** Whether it is one live change, of who belongs to the room. */
    boolean ofMember() {
        return live() && entries.get(0).kind() == Entry.Kind.MEMBER;
    }

    int size() {
        return size;
    }

    /** What it takes in memory, about: the bytes twice, as they came and in frames, and the objects around them. */
    int kept() {
        return 2 * size + OBJECTS;
    }

    /** Encoded by the first who asks, shared by all others. */
    Batch batch(Dialect dialect) {
        Batch known = batches.get(dialect);
        return known == null ? encoded(dialect) : known;
    }

    private synchronized Batch encoded(Dialect dialect) {
        Map<Dialect, Batch> more = new HashMap<>(batches);
        Batch batch = more.computeIfAbsent(dialect, wire -> new Batch(wire.encode(room, this)));
        batches = Map.copyOf(more);
        return batch;
    }
}

package chat.parley.hub;

import chat.parley.roomlog.Change;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.Entry;
import chat.parley.roomlog.MemberState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A room that has connections or bystanders on this node. Takes changes from wherever they come (this node's commits, the channel
 * layer, the log) in any order and any number of times, and lays them into the window in order and once.
 *
 * <p>Thread-safe; its lock is held for a few instructions, never while anything waits.
 */
final class LiveRoom {

    /** Changes that came too early wait for those before them; more than this is read from the log instead. */
    private static final int EARLY = 1024;

    private final String id;
    private final ChangeCodec codec;
    private final Repair repair;
    private final Set<Cursor> cursors = new HashSet<>();
    private final Set<Bystander> bystanders = new CopyOnWriteArraySet<>();
    private final Map<Executor, Drain> drains = new ConcurrentHashMap<>();
    private final TreeMap<Long, Entry> early = new TreeMap<>();
    private @Nullable Window window;

    LiveRoom(String id, ChangeCodec codec, Repair repair) {
        this.id = id;
        this.codec = codec;
        this.repair = repair;
    }

    String id() {
        return id;
    }

    /** From now on changes after this revision are delivered; those that have come before now count too. */
    void begin(long revision) {
        synchronized (this) {
            if (window == null) {
                window = new Window(revision);
            }
        }
        receive(List.of());
    }

    /** Whether changes wait for some that have not come. */
    synchronized boolean gap() {
        return window != null && !early.isEmpty();
    }

    /** Forgets what waits for changes that even the log does not have. */
    synchronized void forgetEarly() {
        early.clear();
    }

    synchronized long head() {
        return window == null ? -1 : window.head();
    }

    /** Changes, in whatever order. */
    void receive(List<Entry> entries) {
        boolean gap;
        boolean grown;
        synchronized (this) {
            long before = head();
            for (Entry entry : entries) {
                if (entry.revision() > before && early.size() < EARLY) {
                    early.put(entry.revision(), entry);
                }
            }
            settle();
            grown = head() > before;
            gap = window != null && !early.isEmpty();
        }
        if (grown) {
            wake();
        }
        if (gap) {
            repair.soon(this);
        }
    }

    /** A page of the log, read after a revision that was this room's head then. */
    void repaired(Changes.Page page) {
        boolean grown = false;
        synchronized (this) {
            if (window != null) {
                for (Span span : spans(page, window.head())) {
                    append(window, span);
                    grown = true;
                }
                settle();
            }
        }
        if (grown) {
            wake();
        }
    }

    /** A page as spans, cut after each removal so that a removed reader can stop exactly there. */
    List<Span> spans(Changes.Page page, long after) {
        List<Span> spans = new ArrayList<>();
        List<Entry> entries = new ArrayList<>();
        long from = after;
        for (Change change : page.changes()) {
            if (change.revision() > after) {
                entries.add(codec.encode(change));
                if (change instanceof MemberState member && !member.joined()) {
                    spans.add(new Span(id, from, change.revision(), entries));
                    from = change.revision();
                    entries.clear();
                }
            }
        }
        if (page.revision() > from) {
            spans.add(new Span(id, from, page.revision(), entries));
        }
        return spans;
    }

    /** Lays what has come into the window as far as it follows. */
    private void settle() {
        Window live = window;
        while (live != null && !early.isEmpty() && early.firstKey() <= live.head() + 1) {
            Entry entry = early.pollFirstEntry().getValue();
            if (entry.revision() > live.head()) {
                append(live, Span.of(id, entry));
            }
        }
    }

    private void append(Window live, Span span) {
        live.append(span);
        span.entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.MEMBER)
                .forEach(this::limitRemoved);
        bystanders.forEach(bystander -> bystander.changed(span.entries()));
    }

    private void limitRemoved(Entry entry) {
        if (codec.decode(entry) instanceof MemberState member && !member.joined()) {
            cursors.stream()
                    .filter(cursor -> cursor.reader().username().equals(member.username()))
                    .forEach(cursor -> cursor.limit(member.revision()));
        }
    }

    /** The span that follows a cursor's position; null at the head, or when the log has to be read first. */
    @Nullable
    Span next(Cursor cursor, long position) {
        synchronized (this) {
            if (window == null) {
                return null;
            }
            if (!window.fellOut(position)) {
                return window.next(position);
            }
        }
        cursor.catchUp();
        repair.catchUp(this, cursor, position);
        return null;
    }

    /** A page that one cursor asked for; it may hold the removal of that cursor's own account. */
    void caughtUp(Cursor cursor, long position, Changes.Page page) {
        for (Change change : page.changes()) {
            if (change instanceof MemberState member
                    && !member.joined()
                    && member.username().equals(cursor.reader().username())) {
                cursor.limit(member.revision());
            }
        }
        List<Span> spans = spans(page, position);
        cursor.reader().loop().execute(() -> cursor.caughtUp(spans));
    }

    /** @param left told when the cursor has left */
    Cursor join(Reader reader, Consumer<LiveRoom> left) {
        Cursor cursor = new Cursor(this, reader, left);
        synchronized (this) {
            cursors.add(cursor);
        }
        drains.computeIfAbsent(reader.loop(), Drain::new).add(cursor);
        return cursor;
    }

    void leave(Cursor cursor) {
        Drain drain = drains.get(cursor.reader().loop());
        if (drain != null) {
            drain.remove(cursor);
        }
        synchronized (this) {
            cursors.remove(cursor);
        }
    }

    void attend(Bystander bystander) {
        bystanders.add(bystander);
    }

    void leave(Bystander bystander) {
        bystanders.remove(bystander);
    }

    synchronized boolean empty() {
        return cursors.isEmpty() && bystanders.isEmpty();
    }

    void signal(Signal signal) {
        bystanders.forEach(bystander -> bystander.signalled(signal));
        drains.values().forEach(drain -> drain.signal(id, signal));
    }

    private void wake() {
        drains.values().forEach(Drain::wake);
    }

    /** What a live room needs of its hub. */
    interface Repair {

        /** There is a gap: read the log, unless what is missing comes very soon. */
        void soon(LiveRoom room);

        /** A cursor has fallen out of the window. */
        void catchUp(LiveRoom room, Cursor cursor, long position);
    }
}

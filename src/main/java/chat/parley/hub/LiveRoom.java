package chat.parley.hub;

import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.Entry;
import chat.parley.roomlog.MemberState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
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

    /** A socket that takes nothing holds one batch at most, beside what its transport holds. */
    private static final int BATCH = 64 * 1024;

    private final String id;
    private final ChangeCodec codec;
    private final Repair repair;
    private final Set<Cursor> cursors = new HashSet<>();
    private final Set<Bystander> bystanders = new CopyOnWriteArraySet<>();
    private final Map<Executor, Drain> drains = new ConcurrentHashMap<>();
    private final TreeMap<Long, Entry> early = new TreeMap<>();
    private final CatchUp catchUp = new CatchUp(this::read);
    private final IntSupplier memory;
    private @Nullable Window window;

    /** The window's, for whoever only wants to know whether there is something; -1 before there is a window. */
    private volatile long head = -1;

    /** @param memory how many bytes the window may take */
    LiveRoom(String id, ChangeCodec codec, Repair repair, IntSupplier memory) {
        this.id = id;
        this.codec = codec;
        this.repair = repair;
        this.memory = memory;
    }

    String id() {
        return id;
    }

    /** From now on changes after this revision are delivered; those that have come before now count too. */
    void begin(long revision) {
        synchronized (this) {
            if (window == null) {
                window = new Window(revision, memory);
                head = revision;
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

    long head() {
        return head;
    }

    /** Changes, in whatever order. */
    void receive(List<Entry> entries) {
        boolean gap;
        boolean grown;
        synchronized (this) {
            long before = head;
            entries.forEach(this::take);
            settle();
            grown = head > before;
            gap = window != null && !early.isEmpty();
        }
        if (grown) {
            wake();
        }
        if (gap) {
            repair.soon(this);
        }
    }

    private void take(Entry entry) {
        Window live = window;
        if (live != null && entry.revision() == live.head() + 1) {
            append(live, Span.of(id, entry));
        } else if (entry.revision() > head && early.size() < EARLY) {
            early.put(entry.revision(), entry);
        }
    }

    /** A page of the log, read after a revision that was this room's head then. */
    void repaired(Changes.Page read) {
        LogPage page = new LogPage(id, read, codec);
        boolean grown = false;
        synchronized (this) {
            if (window != null) {
                for (Span span : page.after(window.head())) {
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
        head = live.head();
        span.entries().stream()
                .filter(entry -> entry.kind() == Entry.Kind.MEMBER)
                .forEach(this::limitRemoved);
        bystanders.forEach(bystander -> bystander.changed(span.entries()));
    }

    private void limitRemoved(Entry entry) {
        if (codec.decode(entry) instanceof MemberState member && !member.joined()) {
            cursors.stream()
                    .filter(cursor -> cursor.reader().username().equals(member.username()))
                    .forEach(cursor -> cursor.removedAt(member.revision()));
        }
    }

    /** What follows a cursor's position; null at the head, or when the log has to be read first. */
    @Nullable
    Run next(Cursor cursor, long position) {
        if (position >= head) {
            return null;
        }
        List<Span> spans = List.of();
        boolean fellOut;
        synchronized (this) {
            fellOut = window != null && window.fellOut(position);
            if (window != null && !fellOut) {
                // A removal that lies in the window has limited its cursors already
                spans = window.after(position, cursor.limit(), BATCH);
            }
        }
        if (fellOut) {
            repair.fellOut();
            cursor.catchUp();
            catchUp.add(cursor, position);
        }
        return spans.isEmpty() ? null : Run.of(position, spans, cursor.reader().dialect());
    }

    private void read(long position) {
        repair.catchUp(this, position);
    }

    /** Whether somebody still waits for a page of the log. */
    boolean awaited() {
        return catchUp.awaited();
    }

    /** A page that was read, after a position, for the cursors that have fallen out. */
    void caughtUp(long position, Changes.Page page) {
        catchUp.serve(position, new LogPage(id, page, codec));
    }

    /** There is no page, because nobody waited for it any more. */
    void notCaughtUp() {
        catchUp.failed();
    }

    /** @param left told when the cursor has left */
    Cursor join(Reader reader, Consumer<LiveRoom> left) {
        Drain drain = drains.computeIfAbsent(reader.turns(), turns -> new Drain(this, reader));
        Cursor cursor = new Cursor(this, drain, reader, left);
        synchronized (this) {
            cursors.add(cursor);
        }
        drain.add(cursor);
        return cursor;
    }

    void leave(Cursor cursor) {
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

    Set<Bystander> bystanders() {
        return Set.copyOf(bystanders);
    }

    synchronized boolean empty() {
        return cursors.isEmpty() && bystanders.isEmpty();
    }

    void signal(Signal signal) {
        bystanders.forEach(bystander -> bystander.signalled(signal));
        drains.values().forEach(drain -> drain.signal(signal));
    }

    private void wake() {
        drains.values().forEach(Drain::wake);
    }

    /** What a live room needs of its hub. */
    interface Repair {

        /** There is a gap: read the log, unless what is missing comes very soon. */
        void soon(LiveRoom room);

        /** A cursor has fallen out of the window, which somebody may want to count. */
        void fellOut();

        /** The log is to be read after a position: {@link #caughtUp} or {@link #notCaughtUp} follows. */
        void catchUp(LiveRoom room, long position);
    }
}

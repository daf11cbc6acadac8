package chat.parley.hub;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where one connection stands in one live room: a number, whatever the connection is behind by. It takes frames when its
 * socket can; one that fell out of the window is caught up from the log, a page at a time.
 *
 * <p>Threads: everything is called on the reader's loop, except where said. Delivers in revision order, without gaps;
 * a span may overlap what a snapshot has shown already, which clients ignore.
 */
public final class Cursor {

    private static final long NOT_STARTED = -1;
    private static final long UNLIMITED = Long.MAX_VALUE;

    private final LiveRoom room;
    private final Reader reader;
    private final Consumer<LiveRoom> left;
    private long position = NOT_STARTED;
    private Iterator<byte[]> taken = List.<byte[]>of().iterator();
    private boolean catchingUp;
    private volatile boolean closed;

    /** The revision of the account's removal: nothing after it is delivered. */
    private volatile long limit = UNLIMITED;

    Cursor(LiveRoom room, Reader reader, Consumer<LiveRoom> left) {
        this.room = room;
        this.reader = reader;
        this.left = left;
    }

    public String room() {
        return room.id();
    }

    /** The newest change of the room that this node has seen; what comes later comes to this cursor. Any thread may ask. */
    public long head() {
        return room.head();
    }

    Reader reader() {
        return reader;
    }

    /** Begins to deliver what follows a revision that the client holds. */
    public void start(long revision) {
        position = revision;
        reader.ready(this);
    }

    public boolean started() {
        return position != NOT_STARTED && !closed;
    }

    /** Whether the account was removed from the room, and everything up to its removal has been taken. */
    public boolean ended() {
        return started() && position >= limit && !taken.hasNext();
    }

    /** The next frame; null if there is none now, in which case the reader will be called when there is. */
    public byte @Nullable [] next() {
        while (!taken.hasNext()) {
            Span span = started() && !catchingUp && position < limit ? room.next(this, position) : null;
            if (span == null) {
                return null;
            }
            take(span);
        }
        return taken.next();
    }

    /** Leaves the room; twice is harmless. Nothing is delivered any more. */
    public void close() {
        if (!closed) {
            closed = true;
            taken = List.<byte[]>of().iterator();
            room.leave(this);
            left.accept(room);
        }
    }

    /** Any thread may call this; the first removal counts. */
    synchronized void limit(long revision) {
        limit = Math.min(limit, revision);
    }

    boolean closed() {
        return closed;
    }

    void catchUp() {
        catchingUp = true;
    }

    /** What a read of the log brought, in parts that end at removals; on the reader's loop. */
    void caughtUp(List<Span> spans) {
        catchingUp = false;
        if (closed) {
            return;
        }
        taken = spans.stream()
                .filter(span -> span.after() < limit)
                .flatMap(span -> span.frames(reader.dialect()).stream())
                .toList()
                .iterator();
        spans.forEach(span -> position = Math.max(position, span.revision()));
        reader.ready(this);
    }

    private void take(Span span) {
        position = span.revision();
        taken = span.frames(reader.dialect()).iterator();
    }
}

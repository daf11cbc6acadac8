package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.hub.Batch;
import chat.parley.hub.Cursor;
import chat.parley.hub.Dialect;
import chat.parley.hub.Hub;
import chat.parley.hub.Reader;
import chat.parley.presence.Presence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that are open on a connection: a cursor for each, through which others see its account there. Everything runs
 * on the socket's event loop.
 */
final class OpenRooms implements Reader {

    /** Each open room costs every node that has it a window and a subscription. */
    private static final int MOST = 200;

    private final Connection connection;
    private final OtherRooms others;
    private final Outbound outbound;
    private final Hub hub;
    private final Presence presence;
    private final Map<String, Cursor> cursors = new HashMap<>(2);
    private boolean over;

    OpenRooms(Connection connection, OtherRooms others, Outbound outbound, Hub hub, Presence presence) {
        this.connection = connection;
        this.others = others;
        this.outbound = outbound;
        this.hub = hub;
        this.presence = presence;
    }

    /** Opens a room, anew if it was open; what was delivered for it so far is forgotten. */
    Cursor join(String room) {
        if (over || (!cursors.containsKey(room) && cursors.size() >= MOST)) {
            throw Refusal.of(Refusal.Code.TOO_MANY_ROOMS, "A socket can have " + MOST + " rooms open.");
        }
        close(cursors.get(room));
        Cursor cursor = hub.join(room, this);
        cursors.put(room, cursor);
        return cursor;
    }

    /** Whether this is still the cursor of its room here. */
    boolean hold(Cursor cursor) {
        return cursors.get(cursor.room()) == cursor;
    }

    /** Whether a room is open, and its client knows. */
    boolean contain(String room) {
        Cursor cursor = cursors.get(room);
        return cursor != null && cursor.started();
    }

    /** Closes a room; nothing more of it is delivered. */
    void leave(String room) {
        Cursor cursor = cursors.remove(room);
        close(cursor);
        if (cursor != null) {
            presence.leave(connection.id(), room, false);
        }
        others.closed(room);
    }

    /** Gives up an opening that failed or came too late, unless another has taken its place. */
    void drop(Cursor cursor) {
        if (hold(cursor)) {
            leave(cursor.room());
        } else if (!cursors.containsKey(cursor.room())) {
            presence.leave(connection.id(), cursor.room(), false);
        }
    }

    /** The connection is lost: closes all rooms for good. */
    void lose() {
        over = true;
        List.copyOf(cursors.values()).forEach(Cursor::close);
        List.copyOf(cursors.keySet()).forEach(room -> presence.leave(connection.id(), room, true));
        cursors.clear();
    }

    /** Everybody who is in a room, as far as is known here. */
    List<String> online(String room) {
        return presence.known(room);
    }

    private void close(@Nullable Cursor cursor) {
        if (cursor != null) {
            outbound.remove(cursor);
            cursor.close();
        }
    }

    @Override
    public Executor loop() {
        return connection.loop();
    }

    @Override
    public Executor turns() {
        return connection.turns();
    }

    @Override
    public String username() {
        return connection.username();
    }

    @Override
    public Dialect dialect() {
        return connection.dialect();
    }

    @Override
    public void ready(Cursor cursor) {
        outbound.ready(cursor);
    }

    @Override
    public void signal(Cursor cursor, Batch frames) {
        outbound.signal(cursor, frames);
    }

    @Override
    public void failed(Cursor cursor, RuntimeException failure) {
        cursor.close();
        connection.failed(failure);
    }
}

package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.hub.Cursor;
import chat.parley.hub.Dialect;
import chat.parley.hub.Hub;
import chat.parley.hub.RoomSubscriber;
import chat.parley.presence.Presence;
import chat.parley.transport.FrameBatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The open rooms of a connection, with a cursor each; its account is present in these rooms. Everything runs on the
 * socket's event loop.
 */
final class OpenRooms implements RoomSubscriber {

    /** Each open room costs every node that has it open a window and a subscription. */
    private static final int MAX_ROOMS = 200;

    private final Connection connection;
    private final RoomListUpdates roomList;
    private final Outbound outbound;
    private final Hub hub;
    private final Presence presence;
    private final Map<String, Cursor> cursors = new HashMap<>(2);
    private boolean closed;

    OpenRooms(Connection connection, RoomListUpdates roomList, Outbound outbound, Hub hub, Presence presence) {
        this.connection = connection;
        this.roomList = roomList;
        this.outbound = outbound;
        this.hub = hub;
        this.presence = presence;
    }

    /** Opens a room, or reopens it if it was open: its pending frames are discarded. */
    Cursor join(String room) {
        if (closed || (!cursors.containsKey(room) && cursors.size() >= MAX_ROOMS)) {
            throw Refusal.of(Refusal.Code.TOO_MANY_ROOMS, "A socket can have at most " + MAX_ROOMS + " rooms open.");
        }
        close(cursors.get(room));
        Cursor cursor = hub.join(room, this);
        cursors.put(room, cursor);
        return cursor;
    }

    /** Returns whether this is the current cursor of its room. */
    boolean holds(Cursor cursor) {
        return cursors.get(cursor.room()) == cursor;
    }

    /** Returns whether a room is open and its delivery has started. */
    boolean contains(String room) {
        Cursor cursor = cursors.get(room);
        return cursor != null && cursor.started();
    }

    /** Closes a room and stops its delivery. */
    void leave(String room) {
        Cursor cursor = cursors.remove(room);
        close(cursor);
        if (cursor != null) {
            presence.leave(connection.id(), room, false);
        }
        roomList.closed(room);
    }

    /** Closes the room of a failed or outdated open request, unless a newer request has replaced it. */
    void drop(Cursor cursor) {
        if (holds(cursor)) {
            leave(cursor.room());
        } else if (!cursors.containsKey(cursor.room())) {
            presence.leave(connection.id(), cursor.room(), false);
        }
    }

    /** Closes all rooms permanently, because the connection is lost. */
    void closeAll() {
        closed = true;
        List.copyOf(cursors.values()).forEach(Cursor::close);
        List.copyOf(cursors.keySet()).forEach(room -> presence.leave(connection.id(), room, true));
        cursors.clear();
    }

    /** Returns the accounts present in a room, as far as this node knows. */
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
    public Executor deliveryExecutor() {
        return connection.deliveryExecutor();
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
    public void signal(Cursor cursor, FrameBatch frames) {
        outbound.signal(cursor, frames);
    }

    @Override
    public void failed(Cursor cursor, RuntimeException failure) {
        cursor.close();
        connection.failed(failure);
    }
}

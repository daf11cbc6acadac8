package chat.parley.gateway;

import chat.parley.inbox.News;
import chat.parley.inbox.Watch;
import chat.parley.inbox.Watcher;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a connection that watches is told of rooms that are not open on it. Everything runs on the socket's event loop. */
final class OtherRooms implements Watcher {

    private final Connection connection;
    private final Outbound outbound;
    private @Nullable Watch watch;
    private boolean over;

    OtherRooms(Connection connection, Outbound outbound) {
        this.connection = connection;
        this.outbound = outbound;
    }

    /** Is told of all rooms from now on; this takes the place of an earlier watch. */
    void watch(Watch next) {
        Watch past = over ? next : watch;
        watch = over ? null : next;
        if (past != null) {
            past.end();
        }
    }

    /** A room is not open any more, and counts among the others. */
    void closed(String room) {
        if (watch != null) {
            watch.closed(room);
        }
    }

    /** What is to be told next; null for nothing more. */
    @Nullable
    News next() {
        return watch == null ? null : watch.next();
    }

    /** The connection is lost: watches nothing any more. */
    void lose() {
        over = true;
        if (watch != null) {
            watch.end();
        }
    }

    @Override
    public Executor loop() {
        return connection.loop();
    }

    @Override
    public String username() {
        return connection.username();
    }

    @Override
    public boolean open(String room) {
        return connection.rooms().contain(room);
    }

    @Override
    public void newsWaits() {
        outbound.news();
    }
}

package chat.parley.gateway;

import chat.parley.inbox.InboxSubscriber;
import chat.parley.inbox.InboxSubscription;
import chat.parley.inbox.UnreadUpdate;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection's subscription to the rooms of its account that are not open on it. Everything runs on the socket's
 * event loop.
 */
final class RoomListUpdates implements InboxSubscriber {

    private final Connection connection;
    private final Outbound outbound;
    private @Nullable InboxSubscription watch;
    private boolean over;

    RoomListUpdates(Connection connection, Outbound outbound) {
        this.connection = connection;
        this.outbound = outbound;
    }

    /** Starts a subscription, which replaces an earlier one. */
    void watch(InboxSubscription next) {
        InboxSubscription past = over ? next : watch;
        watch = over ? null : next;
        if (past != null) {
            past.end();
        }
    }

    /** Reports that a room has been closed, so that its updates are delivered here again. */
    void closed(String room) {
        if (watch != null) {
            watch.closed(room);
        }
    }

    /** Returns the next update; null if there is none. */
    @Nullable
    UnreadUpdate next() {
        return watch == null ? null : watch.next();
    }

    /** Ends the subscription permanently, because the connection is lost. */
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

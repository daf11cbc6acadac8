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
    private @Nullable InboxSubscription subscription;
    private boolean ended;

    RoomListUpdates(Connection connection, Outbound outbound) {
        this.connection = connection;
        this.outbound = outbound;
    }

    /** Starts a subscription, which replaces an earlier one. */
    void watch(InboxSubscription next) {
        InboxSubscription previous = ended ? next : subscription;
        subscription = ended ? null : next;
        if (previous != null) {
            previous.end();
        }
    }

    /** Reports that a room has been closed, so that its updates are delivered here again. */
    void closed(String room) {
        if (subscription != null) {
            subscription.closed(room);
        }
    }

    /** Returns the next update; null if there is none. */
    @Nullable
    UnreadUpdate next() {
        return subscription == null ? null : subscription.next();
    }

    /** Ends the subscription permanently, because the connection is lost. */
    void end() {
        ended = true;
        if (subscription != null) {
            subscription.end();
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
    public boolean isOpen(String room) {
        return connection.rooms().contains(room);
    }

    @Override
    public void updatesPending() {
        outbound.updatesPending();
    }
}

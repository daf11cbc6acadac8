package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.hub.Cursor;
import chat.parley.hub.Hub;
import chat.parley.message.ObservedRevision;
import chat.parley.message.Snapshot;
import chat.parley.message.Snapshots;
import chat.parley.presence.Presence;
import chat.parley.room.JoinResult;
import chat.parley.room.Membership;
import chat.parley.room.RoomService;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Opens a room on a connection. Checks the membership, joins the live room and only then reads the state to start from,
 * so that no change is lost between the state and the live changes.
 */
@Component
class RoomOpener {

    private final RoomService rooms;
    private final Hub hub;
    private final Snapshots snapshots;
    private final Presence presence;

    RoomOpener(RoomService rooms, Hub hub, Snapshots snapshots, Presence presence) {
        this.rooms = rooms;
        this.hub = hub;
        this.snapshots = snapshots;
        this.presence = presence;
    }

    /**
     * @param position the state that the client holds; {@link ClientPosition#NONE} for a fresh page
     * @param onOpened called on the connection's loop with the opened room, before its cursor starts
     */
    Mono<Void> open(
            Connection connection, String room, ClientPosition position, Function<Opened, Mono<Void>> onOpened) {
        return rooms.enter(room, connection.session().account())
                .publishOn(connection.scheduler())
                .flatMap(joined -> open(connection, joined, connection.rooms().join(room), position, onOpened));
    }

    private Mono<Void> open(
            Connection connection,
            JoinResult joined,
            Cursor cursor,
            ClientPosition position,
            Function<Opened, Mono<Void>> onOpened) {
        return load(connection, joined, cursor, position)
                .publishOn(connection.scheduler())
                .flatMap(opened -> startDelivery(connection, opened, onOpened))
                .doOnError(failure ->
                        connection.loop().execute(() -> connection.rooms().drop(cursor)));
    }

    private Mono<Opened> load(Connection connection, JoinResult joined, Cursor cursor, ClientPosition position) {
        String room = cursor.room();
        return hub.live(cursor)
                .then(Mono.defer(() -> snapshot(connection.epoch(), joined, cursor, position)))
                .zipWhen(snapshot -> membership(connection, joined, snapshot))
                .publishOn(connection.scheduler())
                // Presence must not be entered for a connection that has already closed
                .filter(loaded -> connection.rooms().holds(cursor))
                .delayUntil(loaded -> presence.enter(
                        connection.id(), room, connection.session().account().id()))
                .flatMap(loaded ->
                        presence.names(room).map(names -> new Opened(cursor, loaded.getT2(), loaded.getT1(), names)));
    }

    /**
     * Reads a snapshot that is at least as new as the cursor's head, where delivery continues.
     *
     * @param epoch the connection's epoch, in which everything on it was sent
     */
    private Mono<Snapshot> snapshot(String epoch, JoinResult joined, Cursor cursor, ClientPosition position) {
        long atLeast = Math.max(joined.revision(), cursor.head());
        Long after = position.revision();
        if (after == null) {
            return snapshots.newest(cursor.room(), new ObservedRevision(epoch, atLeast));
        }
        return position.matches(atLeast, epoch) && joined.isCurrentAt(atLeast)
                ? Mono.just(Snapshot.unchanged(epoch, joined.membership().room()))
                : snapshots.since(cursor.room(), position.epoch(), after, new ObservedRevision(epoch, atLeast));
    }

    /**
     * Checks the membership again after the state was read, because an account that was removed in the meantime must
     * not receive later changes. Unnecessary if the room has not changed since the account entered: a removal is a
     * change.
     */
    private Mono<Membership> membership(Connection connection, JoinResult joined, Snapshot snapshot) {
        return (joined.isCurrentAt(snapshot.revision())
                        ? Mono.just(joined.membership())
                        : rooms.read(joined.room(), connection.session().account()))
                .doOnNext(RoomOpener::requireMember);
    }

    /**
     * Refuses an account that has left since it entered: its cursor did not exist at that time and would not end.
     * Accounts do not become members by entering an archived room.
     */
    private static void requireMember(Membership membership) {
        if (!membership.member() && !membership.room().archived()) {
            throw Refusal.of(Refusal.Code.NOT_A_MEMBER, "You have left the room.");
        }
    }

    /** Sends nothing if the room has been closed or reopened since the request. */
    private static Mono<Void> startDelivery(
            Connection connection, Opened opened, Function<Opened, Mono<Void>> onOpened) {
        Cursor cursor = opened.cursor();
        if (!connection.rooms().holds(cursor)) {
            connection.rooms().drop(cursor);
            return Mono.empty();
        }
        return Mono.when(
                onOpened.apply(opened),
                Mono.fromRunnable(() -> connection
                        .loop()
                        .execute(() -> cursor.start(opened.snapshot().revision()))));
    }

    record Opened(Cursor cursor, Membership membership, Snapshot snapshot, List<String> online) {}
}

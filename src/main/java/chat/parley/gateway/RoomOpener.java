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
     * @param held the state that the client holds; {@link ClientPosition#NOTHING} for a fresh page
     * @param use called on the connection's loop with the opened room, before its cursor starts
     */
    Mono<Void> open(Connection connection, String room, ClientPosition held, Function<Opened, Mono<Void>> use) {
        return rooms.enter(room, connection.session().account())
                .publishOn(connection.scheduler())
                .flatMap(entrance ->
                        open(connection, entrance, connection.rooms().join(room), held, use));
    }

    private Mono<Void> open(
            Connection connection,
            JoinResult entrance,
            Cursor cursor,
            ClientPosition held,
            Function<Opened, Mono<Void>> use) {
        return state(connection, entrance, cursor, held)
                .publishOn(connection.scheduler())
                .flatMap(opened -> begin(connection, opened, use))
                .doOnError(failure ->
                        connection.loop().execute(() -> connection.rooms().drop(cursor)));
    }

    private Mono<Opened> state(Connection connection, JoinResult entrance, Cursor cursor, ClientPosition held) {
        String room = cursor.room();
        return hub.live(cursor)
                .then(Mono.defer(() -> snapshot(connection.epoch(), entrance, cursor, held)))
                .zipWhen(snapshot -> membership(connection, entrance, snapshot))
                .publishOn(connection.scheduler())
                // Presence must not be entered for a connection that has already closed
                .filter(both -> connection.rooms().hold(cursor))
                .delayUntil(both -> presence.enter(
                        connection.id(), room, connection.session().account().id()))
                .flatMap(both ->
                        presence.names(room).map(names -> new Opened(cursor, both.getT2(), both.getT1(), names)));
    }

    /**
     * Reads a snapshot that is at least as new as the cursor's head, where delivery continues.
     *
     * @param epoch the connection's epoch, in which everything on it was sent
     */
    private Mono<Snapshot> snapshot(String epoch, JoinResult entrance, Cursor cursor, ClientPosition held) {
        long atLeast = Math.max(entrance.revision(), cursor.head());
        Long after = held.revision();
        if (after == null) {
            return snapshots.newest(cursor.room(), new ObservedRevision(epoch, atLeast));
        }
        return held.is(atLeast, epoch) && entrance.holdsAt(atLeast)
                ? Mono.just(Snapshot.nothingNew(epoch, entrance.before().room()))
                : snapshots.since(cursor.room(), held.epoch(), after, new ObservedRevision(epoch, atLeast));
    }

    /**
     * Checks the membership again after the state was read, because an account that was removed in the meantime must
     * not receive later changes. Unnecessary if the room has not changed since the account entered: a removal is a
     * change.
     */
    private Mono<Membership> membership(Connection connection, JoinResult entrance, Snapshot snapshot) {
        return (entrance.holdsAt(snapshot.revision())
                        ? Mono.just(entrance.before())
                        : rooms.read(entrance.room(), connection.session().account()))
                .doOnNext(RoomOpener::mustHaveStayed);
    }

    /**
     * Refuses an account that has left since it entered: its cursor did not exist at that time and would not end.
     * Accounts do not become members by entering an archived room.
     */
    private static void mustHaveStayed(Membership now) {
        if (!now.member() && !now.room().archived()) {
            throw Refusal.of(Refusal.Code.NOT_A_MEMBER, "You have left the room.");
        }
    }

    /** Sends nothing if the room has been closed or reopened since the request. */
    private static Mono<Void> begin(Connection connection, Opened opened, Function<Opened, Mono<Void>> use) {
        Cursor cursor = opened.cursor();
        if (!connection.rooms().hold(cursor)) {
            connection.rooms().drop(cursor);
            return Mono.empty();
        }
        return Mono.when(
                use.apply(opened),
                Mono.fromRunnable(() -> connection
                        .loop()
                        .execute(() -> cursor.start(opened.snapshot().revision()))));
    }

    record Opened(Cursor cursor, Membership membership, Snapshot snapshot, List<String> online) {}
}

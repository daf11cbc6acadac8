package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.hub.Cursor;
import chat.parley.hub.Hub;
import chat.parley.message.Reached;
import chat.parley.message.Snapshot;
import chat.parley.message.Snapshots;
import chat.parley.presence.Presence;
import chat.parley.room.Entrance;
import chat.parley.room.RoomService;
import chat.parley.room.Seat;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Opens a room on a connection: membership, then the live room, then the state to start from, so that nothing falls
 * between state and live changes.
 */
@Component
class Opening {

    private final RoomService rooms;
    private final Hub hub;
    private final Snapshots snapshots;
    private final Presence presence;

    Opening(RoomService rooms, Hub hub, Snapshots snapshots, Presence presence) {
        this.rooms = rooms;
        this.hub = hub;
        this.snapshots = snapshots;
        this.presence = presence;
    }

    /**
     * @param held what the client holds; nothing for a fresh page
     * @param use called on the connection's loop with the opened room, before its cursor starts
     */
    Mono<Void> open(Connection connection, String room, Held held, Function<Opened, Mono<Void>> use) {
        return rooms.enter(room, connection.session().account())
                .publishOn(connection.scheduler())
                .flatMap(entrance ->
                        open(connection, entrance, connection.rooms().join(room), held, use));
    }

    private Mono<Void> open(
            Connection connection, Entrance entrance, Cursor cursor, Held held, Function<Opened, Mono<Void>> use) {
        return state(connection, entrance, cursor, held)
                .publishOn(connection.scheduler())
                .flatMap(opened -> begin(connection, opened, use))
                .doOnError(failure ->
                        connection.loop().execute(() -> connection.rooms().drop(cursor)));
    }

    private Mono<Opened> state(Connection connection, Entrance entrance, Cursor cursor, Held held) {
        String room = cursor.room();
        return hub.live(cursor)
                .then(Mono.defer(() -> snapshot(connection.epoch(), entrance, cursor, held)))
                .zipWhen(snapshot -> seat(connection, entrance, snapshot))
                .publishOn(connection.scheduler())
                // Nothing would show that a connection leaves which is gone already
                .filter(both -> connection.rooms().hold(cursor))
                .delayUntil(both -> presence.enter(
                        connection.id(), room, connection.session().account().id()))
                .flatMap(both ->
                        presence.names(room).map(names -> new Opened(cursor, both.getT2(), both.getT1(), names)));
    }

    /**
     * Not behind what the cursor will be told: it goes on from there.
     *
     * @param epoch the connection's, and so that of everything it has been told, unless it is about to end
     */
    private Mono<Snapshot> snapshot(String epoch, Entrance entrance, Cursor cursor, Held held) {
        long atLeast = Math.max(entrance.revision(), cursor.head());
        Long after = held.revision();
        if (after == null) {
            return snapshots.newest(cursor.room(), new Reached(epoch, atLeast));
        }
        return held.is(atLeast, epoch) && entrance.holdsAt(atLeast)
                ? Mono.just(Snapshot.nothingNew(epoch, entrance.before().room()))
                : snapshots.since(cursor.room(), held.epoch(), after, new Reached(epoch, atLeast));
    }

    /**
     * Looked at again behind the state: who was removed meanwhile gets nothing that came after. Where nothing has changed
     * since the account entered, there is nothing to look at: a removal is a change.
     */
    private Mono<Seat> seat(Connection connection, Entrance entrance, Snapshot snapshot) {
        return (entrance.holdsAt(snapshot.revision())
                        ? Mono.just(entrance.before())
                        : rooms.read(entrance.room(), connection.session().account()))
                .doOnNext(Opening::mustHaveStayed);
    }

    /**
     * Who entered a room became a member, unless it is archived. Nothing would end the cursor of who left before it was
     * there.
     */
    private static void mustHaveStayed(Seat now) {
        if (!now.member() && !now.room().archived()) {
            throw Refusal.of(Refusal.Code.NOT_A_MEMBER, "You have left the room.");
        }
    }

    /** An opening that was overtaken by a closing or by another opening says nothing. */
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

    record Opened(Cursor cursor, Seat seat, Snapshot snapshot, List<String> online) {}
}

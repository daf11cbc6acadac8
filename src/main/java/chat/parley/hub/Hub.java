package chat.parley.hub;

import chat.parley.channel.ChannelLayer;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.ChangeListener;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.Entries;
import chat.parley.roomlog.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The live rooms of this node. A room is live from its first connection or bystander to its last; while it is, its channel is
 * subscribed to, and changes are delivered to every cursor in revision order, without gaps, once. A message that the
 * channel layer loses is found by the tick; nothing here outlives the process, and nothing has to.
 */
@Component
public class Hub implements ChangeListener {

    private static final Log log = LogFactory.getLog(Hub.class);

    /** What the windows of all rooms share, in bytes: an eighth of the heap. */
    private static final long MEMORY = Runtime.getRuntime().maxMemory() / 8;

    private static final int LEAST_OF_A_ROOM = 8 * 1024;

    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final ChannelLayer channels;
    private final Changes changes;
    private final ChangeCodec codec;
    private final LogRepair repair;
    private final Signals signals;

    Hub(ChannelLayer channels, Changes changes, ChangeCodec codec, LogRepair repair, Signals signals) {
        this.channels = channels;
        this.changes = changes;
        this.codec = codec;
        this.repair = repair;
        this.signals = signals;
    }

    /**
     * Lets a connection read a room. The cursor delivers nothing until it is started; {@link #live} says when the room
     * misses nothing any more, which is when to read the state to start from. Must be closed by whoever joined.
     */
    public Cursor join(String room, Reader reader) {
        Cursor[] cursor = new Cursor[1];
        places.compute(room, (id, place) -> {
            Place open = place == null ? open(id) : place;
            cursor[0] = open.room.join(reader, this::left);
            return open;
        });
        return cursor[0];
    }

    /**
     * Lets somebody of this node see what happens in a room, until the result is disposed of; twice is harmless. What
     * was noted before the room is {@link #live(String) live} counts too.
     */
    public Disposable attend(String room, Bystander bystander) {
        LiveRoom[] attended = new LiveRoom[1];
        places.compute(room, (id, place) -> {
            Place open = place == null ? open(id) : place;
            open.room.attend(bystander);
            attended[0] = open.room;
            return open;
        });
        return () -> {
            attended[0].leave(bystander);
            left(attended[0]);
            Place now = places.get(room);
            if (now != null && now.room != attended[0]) {
                now.room.leave(bystander);
                left(now.room);
            }
        };
    }

    /**
     * Another history has begun: nothing that a window holds is true any more. Bystanders go on in new live rooms;
     * connections are not moved, and get nothing more through their cursors.
     */
    void startOver() {
        places.keySet()
                .forEach(room -> places.computeIfPresent(room, (id, former) -> {
                    former.subscription.dispose();
                    Set<Bystander> bystanders = former.room.bystanders();
                    Place next = bystanders.isEmpty() ? null : open(id);
                    bystanders.forEach(
                            bystander -> Objects.requireNonNull(next).room.attend(bystander));
                    return next;
                }));
    }

    /** The newest revision of each live room; left out where none is known yet. */
    Map<String, Long> heads() {
        Map<String, Long> heads = new HashMap<>();
        places.forEach((id, place) -> {
            if (place.room.head() >= 0) {
                heads.put(id, place.room.head());
            }
        });
        return heads;
    }

    /** Completes when the room of a cursor is live; fails when the database is not there. */
    public Mono<Void> live(Cursor cursor) {
        return live(cursor.room());
    }

    /** The same for a room that somebody attends. */
    public Mono<Void> live(String room) {
        return Mono.fromSupplier(() -> places.get(room)).flatMap(place -> place.live.asMono());
    }

    /** The rooms that are live now. */
    public Set<String> rooms() {
        return Set.copyOf(places.keySet());
    }

    @Override
    public void committed(String room, List<Entry> entries) {
        Place place = places.get(room);
        if (place != null) {
            place.room.receive(entries);
        }
    }

    /** Tells the connections of a room on this node. */
    public void signal(String room, Signal signal) {
        Place place = places.get(room);
        if (place != null) {
            place.room.signal(signal);
        }
    }

    /** Tells the connections of a room on every node; what is lost on the way is lost. */
    public void broadcast(String room, Signal signal) {
        signal(room, signal);
        channels.publish(Entries.channel(room), Entries.encode(List.of(signals.encode(signal))))
                .onErrorComplete()
                .subscribe();
    }

    /** Hears what other nodes broadcast to live rooms, beside their connections. Runs on the layer's thread. */
    public Disposable onSignal(BiConsumer<String, Signal> listener) {
        return signals.listen(listener);
    }

    /**
     * What the database says of live rooms' revisions: those that are behind are repaired.
     *
     * @return by how many revisions each of them was behind
     */
    Map<String, Long> compare(Map<String, Long> revisions) {
        Map<String, Long> behind = new HashMap<>();
        revisions.forEach((room, revision) -> {
            Place place = places.get(room);
            long head = place == null ? -1 : place.room.head();
            if (place != null && head >= 0 && head < revision) {
                behind.put(room, revision - head);
                repair.now(place.room);
            }
        });
        return behind;
    }

    /** A room that grew while there were fewer keeps that until its next change. */
    private int memoryOfARoom() {
        return (int) Math.max(LEAST_OF_A_ROOM, Math.min(Window.BYTES, MEMORY / Math.max(1, places.size())));
    }

    private Place open(String id) {
        Place place = new Place(new LiveRoom(id, codec, repair, this::memoryOfARoom));
        channels.subscribe(Entries.channel(id), message -> receive(place.room, message))
                .doOnNext(place.subscription::update)
                .then(changes.revisions(Set.of(id)))
                .doOnNext(revisions -> place.room.begin(revisions.getOrDefault(id, 0L)))
                .subscribe(begun -> place.live.tryEmitEmpty(), place.live::tryEmitError);
        return place;
    }

    private void receive(LiveRoom room, byte[] message) {
        try {
            List<Entry> entries = Entries.decode(message);
            room.receive(entries.stream()
                    .filter(entry -> entry.kind() != Entry.Kind.SIGNAL)
                    .toList());
            entries.stream()
                    .filter(entry -> entry.kind() == Entry.Kind.SIGNAL)
                    .forEach(entry -> signals.received(room, entry));
        } catch (RuntimeException e) {
            log.warn("A message on the channel of a room was not understood", e);
        }
    }

    private void left(LiveRoom room) {
        places.computeIfPresent(room.id(), (id, place) -> {
            if (place.room == room && room.empty()) {
                place.subscription.dispose();
                return null;
            }
            return place;
        });
    }

    /** A live room and what keeps it so. */
    private static final class Place {
        private final LiveRoom room;
        private final Sinks.One<Void> live = Sinks.one();
        private final Disposable.Swap subscription = Disposables.swap();

        Place(LiveRoom room) {
            this.room = room;
        }
    }
}

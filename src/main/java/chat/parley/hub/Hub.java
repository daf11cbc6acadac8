package chat.parley.hub;

import chat.parley.channel.ChannelLayer;
import chat.parley.database.Epoch;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.ChangeListener;
import chat.parley.roomlog.Changes;
import chat.parley.roomlog.ChannelCodec;
import chat.parley.roomlog.EncodedChange;
import chat.parley.roomlog.Publication;
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
 * The live rooms of this node. A room is live from its first connection or observer to its last; while it is, the hub
 * subscribes to its channel and delivers every change to every cursor once, in revision order and without gaps.
 * Messages that the channel layer loses are found by the periodic comparison with the database. All state here may be
 * lost with the process.
 */
@Component
public class Hub implements ChangeListener {

    private static final Log log = LogFactory.getLog(Hub.class);

    /** The memory for the windows of all rooms together, in bytes: an eighth of the heap. */
    private static final long MEMORY = Runtime.getRuntime().maxMemory() / 8;

    private static final int LEAST_OF_A_ROOM = 8 * 1024;

    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final ChannelLayer channels;
    private final Changes changes;
    private final ChangeCodec codec;
    private final LogRepair repair;
    private final Signals signals;
    private final Epoch epoch;

    Hub(ChannelLayer channels, Changes changes, ChangeCodec codec, LogRepair repair, Signals signals, Epoch epoch) {
        this.channels = channels;
        this.changes = changes;
        this.codec = codec;
        this.repair = repair;
        this.signals = signals;
        this.epoch = epoch;
    }

    /**
     * Subscribes a connection to a room. The cursor delivers nothing until it is started; read the state to start from
     * after {@link #live} has completed, because only then does the room miss no changes. The caller must close the
     * cursor.
     */
    public Cursor join(String room, RoomSubscriber reader) {
        Cursor[] cursor = new Cursor[1];
        places.compute(room, (id, place) -> {
            Place open = place == null ? open(id) : place;
            cursor[0] = open.room.join(reader, this::left);
            return open;
        });
        return cursor[0];
    }

    /**
     * Adds an observer to a room until the result is disposed of; disposal is idempotent. Changes that the room
     * receives before it is {@link #live(String) live} are included.
     */
    public Disposable attend(String room, RoomObserver observer) {
        LiveRoom[] attended = new LiveRoom[1];
        places.compute(room, (id, place) -> {
            Place open = place == null ? open(id) : place;
            open.room.attend(observer);
            attended[0] = open.room;
            return open;
        });
        return () -> {
            attended[0].leave(observer);
            left(attended[0]);
            Place now = places.get(room);
            if (now != null && now.room != attended[0]) {
                now.room.leave(observer);
                left(now.room);
            }
        };
    }

    /**
     * Discards all windows, because another history of the database has begun. Observers move to new live rooms;
     * connections do not, and their cursors deliver nothing more.
     */
    void startOver() {
        places.keySet()
                .forEach(room -> places.computeIfPresent(room, (id, former) -> {
                    former.subscription.dispose();
                    Set<RoomObserver> observers = former.room.observers();
                    Place next = observers.isEmpty() ? null : open(id);
                    observers.forEach(
                            observer -> Objects.requireNonNull(next).room.attend(observer));
                    return next;
                }));
    }

    /** Returns the newest revision of each live room, without rooms where none is known yet. */
    Map<String, Long> heads() {
        Map<String, Long> heads = new HashMap<>();
        places.forEach((id, place) -> {
            if (place.room.head() >= 0) {
                heads.put(id, place.room.head());
            }
        });
        return heads;
    }

    /** Completes when the cursor's room is live; fails if the database is unavailable. */
    public Mono<Void> live(Cursor cursor) {
        return live(cursor.room());
    }

    /** Completes when a room that has an observer is live. */
    public Mono<Void> live(String room) {
        return Mono.fromSupplier(() -> places.get(room)).flatMap(place -> place.live.asMono());
    }

    /** Returns the ids of the rooms that are live now. */
    public Set<String> rooms() {
        return Set.copyOf(places.keySet());
    }

    @Override
    public void committed(String room, Publication publication) {
        Place place = places.get(room);
        if (place != null) {
            receive(place, publication);
        }
    }

    /** Sends a signal to the room's connections and observers on this node. */
    public void signal(String room, Signal signal) {
        Place place = places.get(room);
        if (place != null) {
            place.room.signal(signal);
        }
    }

    /** Sends a signal to the room's connections and observers on every node. Delivery is best-effort. */
    public void broadcast(String room, Signal signal) {
        signal(room, signal);
        Publication publication = new Publication(epoch.current(), List.of(signals.encode(signal)));
        channels.publish(ChannelCodec.channel(room), ChannelCodec.encode(publication))
                .onErrorComplete()
                .subscribe();
    }

    /**
     * Registers a listener for signals that other nodes broadcast to live rooms. It is called on the channel layer's
     * thread.
     */
    public Disposable onSignal(BiConsumer<String, Signal> listener) {
        return signals.listen(listener);
    }

    /**
     * Compares the live rooms with their revisions in the database and repairs those that are behind.
     *
     * @return the number of missing revisions of each room that was behind
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

    /** Returns the limit of one window. A window that is already larger shrinks with its room's next change. */
    private int memoryOfARoom() {
        return (int) Math.max(LEAST_OF_A_ROOM, Math.min(Window.BYTES, MEMORY / Math.max(1, places.size())));
    }

    private Place open(String id) {
        Place place = new Place(new LiveRoom(id, codec, repair, this::memoryOfARoom), epoch.current());
        channels.subscribe(ChannelCodec.channel(id), message -> receive(place, message))
                .doOnNext(place.subscription::update)
                .then(changes.revisions(Set.of(id)))
                .doOnNext(revisions -> place.room.begin(revisions.getOrDefault(id, 0L)))
                .subscribe(begun -> place.live.tryEmitEmpty(), place.live::tryEmitError);
        return place;
    }

    private void receive(Place place, byte[] message) {
        try {
            receive(place, ChannelCodec.decode(message));
        } catch (RuntimeException e) {
            log.warn("Ignoring an unreadable message on a room's channel", e);
        }
    }

    /**
     * Changes of another epoch are not applied, because either that epoch or this node's is outdated. The log is read
     * instead.
     */
    private void receive(Place place, Publication publication) {
        if (!publication.fits(place.epoch)) {
            repair.now(place.room);
            return;
        }
        place.room.receive(publication.entries().stream()
                .filter(entry -> entry.kind() != EncodedChange.Kind.SIGNAL)
                .toList());
        publication.entries().stream()
                .filter(entry -> entry.kind() == EncodedChange.Kind.SIGNAL)
                .forEach(entry -> signals.received(place.room, entry));
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

    /** A live room with its channel subscription. */
    private static final class Place {
        private final LiveRoom room;
        private final String epoch;
        private final Sinks.One<Void> live = Sinks.one();
        private final Disposable.Swap subscription = Disposables.swap();

        Place(LiveRoom room, String epoch) {
            this.room = room;
            this.epoch = epoch;
        }
    }
}

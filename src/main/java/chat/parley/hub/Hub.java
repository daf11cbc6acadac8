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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(Hub.class);

    /** The memory for the windows of all rooms together, in bytes: an eighth of the heap. */
    private static final long MAX_WINDOWS_BYTES = Runtime.getRuntime().maxMemory() / 8;

    private static final int MIN_WINDOW_BYTES = 8 * 1024;

    private final Map<String, SubscribedRoom> subscribedRooms = new ConcurrentHashMap<>();
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
        subscribedRooms.compute(room, (id, existing) -> {
            SubscribedRoom joined = existing == null ? open(id) : existing;
            cursor[0] = joined.room.join(reader, this::closeIfEmpty);
            return joined;
        });
        return cursor[0];
    }

    /**
     * Adds an observer to a room until the result is disposed of; disposal is idempotent. Changes that the room
     * receives before it is {@link #live(String) live} are included.
     */
    public Disposable observe(String room, RoomObserver observer) {
        LiveRoom[] observed = new LiveRoom[1];
        subscribedRooms.compute(room, (id, existing) -> {
            SubscribedRoom joined = existing == null ? open(id) : existing;
            joined.room.observe(observer);
            observed[0] = joined.room;
            return joined;
        });
        return () -> {
            observed[0].leave(observer);
            closeIfEmpty(observed[0]);
            SubscribedRoom current = subscribedRooms.get(room);
            if (current != null && current.room != observed[0]) {
                current.room.leave(observer);
                closeIfEmpty(current.room);
            }
        };
    }

    /**
     * Discards all windows, because another history of the database has begun. Observers move to new live rooms;
     * connections do not, and their cursors deliver nothing more.
     */
    void startOver() {
        subscribedRooms
                .keySet()
                .forEach(room -> subscribedRooms.computeIfPresent(room, (id, previous) -> {
                    previous.subscription.dispose();
                    Set<RoomObserver> observers = previous.room.observers();
                    SubscribedRoom next = observers.isEmpty() ? null : open(id);
                    observers.forEach(
                            observer -> Objects.requireNonNull(next).room.observe(observer));
                    return next;
                }));
    }

    /** Returns the newest revision of each live room, without rooms where none is known yet. */
    Map<String, Long> heads() {
        Map<String, Long> heads = new HashMap<>();
        subscribedRooms.forEach((id, subscribed) -> {
            if (subscribed.room.head() >= 0) {
                heads.put(id, subscribed.room.head());
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
        return Mono.fromSupplier(() -> subscribedRooms.get(room)).flatMap(subscribed -> subscribed.live.asMono());
    }

    /** Returns the ids of the rooms that are live now. */
    public Set<String> rooms() {
        return Set.copyOf(subscribedRooms.keySet());
    }

    @Override
    public void committed(String room, Publication publication) {
        SubscribedRoom subscribed = subscribedRooms.get(room);
        if (subscribed != null) {
            receive(subscribed, publication);
        }
    }

    /** Sends a signal to the room's connections and observers on this node. */
    public void signal(String room, Signal signal) {
        SubscribedRoom subscribed = subscribedRooms.get(room);
        if (subscribed != null) {
            subscribed.room.signal(signal);
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
            SubscribedRoom subscribed = subscribedRooms.get(room);
            long head = subscribed == null ? -1 : subscribed.room.head();
            if (subscribed != null && head >= 0 && head < revision) {
                behind.put(room, revision - head);
                repair.now(subscribed.room);
            }
        });
        return behind;
    }

    /** Returns the limit of one window. A window that is already larger shrinks with its room's next change. */
    private int maxWindowBytes() {
        return (int) Math.max(
                MIN_WINDOW_BYTES, Math.min(Window.MAX_BYTES, MAX_WINDOWS_BYTES / Math.max(1, subscribedRooms.size())));
    }

    private SubscribedRoom open(String id) {
        SubscribedRoom subscribed =
                new SubscribedRoom(new LiveRoom(id, codec, repair, this::maxWindowBytes), epoch.current());
        channels.subscribe(ChannelCodec.channel(id), message -> receive(subscribed, message))
                .doOnNext(subscribed.subscription::update)
                .then(changes.revisions(Set.of(id)))
                .doOnNext(revisions -> subscribed.room.start(revisions.getOrDefault(id, 0L)))
                .subscribe(started -> subscribed.live.tryEmitEmpty(), subscribed.live::tryEmitError);
        return subscribed;
    }

    private void receive(SubscribedRoom subscribed, byte[] message) {
        try {
            receive(subscribed, ChannelCodec.decode(message));
        } catch (RuntimeException e) {
            log.warn("Ignoring an unreadable message on a room's channel", e);
        }
    }

    /**
     * Changes of another epoch are not applied, because either that epoch or this node's is outdated. The log is read
     * instead.
     */
    private void receive(SubscribedRoom subscribed, Publication publication) {
        if (!publication.matches(subscribed.epoch)) {
            repair.now(subscribed.room);
            return;
        }
        subscribed.room.receive(publication.entries().stream()
                .filter(entry -> entry.kind() != EncodedChange.Kind.SIGNAL)
                .toList());
        publication.entries().stream()
                .filter(entry -> entry.kind() == EncodedChange.Kind.SIGNAL)
                .forEach(entry -> signals.received(subscribed.room, entry));
    }

    private void closeIfEmpty(LiveRoom room) {
        subscribedRooms.computeIfPresent(room.id(), (id, subscribed) -> {
            if (subscribed.room == room && room.empty()) {
                subscribed.subscription.dispose();
                return null;
            }
            return subscribed;
        });
    }

    /** A live room with its channel subscription. */
    private static final class SubscribedRoom {
        private final LiveRoom room;
        private final String epoch;
        private final Sinks.One<Void> live = Sinks.one();
        private final Disposable.Swap subscription = Disposables.swap();

        SubscribedRoom(LiveRoom room, String epoch) {
            this.room = room;
            this.epoch = epoch;
        }
    }
}

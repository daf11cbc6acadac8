package chat.parley.presence;

import chat.parley.batch.GroupCommit;
import chat.parley.batch.GroupRead;
import chat.parley.http.FailureLog;
import chat.parley.hub.Hub;
import chat.parley.hub.Signal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Tracks the accounts that are online in each room, across all nodes. An account is present through one or more
 * connections; the database holds a row for each. Every node reads the rows of its rooms after a notification and at
 * each tick, and sends the differences to its connections.
 *
 * <p>The rows of a lost connection are kept for a moment, so that a reload does not flicker. The rows of a crashed node
 * stop counting when its lease expires.
 */
@Component
public class Presence implements DisposableBean {

    /** Long enough for a reload or a short network outage. */
    private static final Duration LOST_CONNECTION_DELAY = Duration.ofSeconds(2);

    /** Changes within this time are combined into one frame. */
    private static final Duration DEBOUNCE = Duration.ofMillis(200);

    private static final Duration MIN_RETRY_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(2);

    private static final int CAPACITY = 100_000;
    private static final int BATCH_SIZE = 500;

    private final Map<String, RoomPresence> rooms = new ConcurrentHashMap<>();
    private final LocalPresence localRows = new LocalPresence();
    private final GroupCommit<Write> writes = new GroupCommit<>(CAPACITY, BATCH_SIZE, this::store);
    private final GroupCommit<String> reads = new GroupCommit<>(CAPACITY, BATCH_SIZE, this::readBatch);
    private final GroupRead<String, List<String>> firstReads = new GroupRead<>(CAPACITY, BATCH_SIZE, this::read);
    private final PresenceRows rows;
    private final Hub hub;
    private final FailureLog failures;
    private volatile boolean ended;

    Presence(PresenceRows rows, Hub hub, FailureLog failures) {
        this.rows = rows;
        this.hub = hub;
        this.failures = failures;
    }

    /**
     * Shows a connection's account as online in a room. Completes when all nodes can see the row, or after the first
     * failed attempt to store it; the attempt is repeated.
     */
    public Mono<Void> enter(String connection, String room, long account) {
        return Mono.defer(() -> {
            rooms.compute(room, (id, presence) -> (presence == null ? new RoomPresence() : presence).add(connection));
            LocalPresence.Row row = new LocalPresence.Row(connection, room);
            localRows.add(row, account);
            return write(row);
        });
    }

    /** Returns the names that this node knows without reading the database. */
    public List<String> known(String room) {
        RoomPresence presence = rooms.get(room);
        return presence == null ? List.of() : presence.names();
    }

    /**
     * Returns everybody who is present in a room; a connection of this node must have entered it. The first call reads
     * the database, together with those for other rooms; after that the names are kept up to date.
     */
    public Mono<List<String>> names(String room) {
        return Mono.defer(() -> {
            RoomPresence presence = rooms.get(room);
            return presence != null && presence.isKnown()
                    ? Mono.just(presence.names())
                    : firstReads.get(room).defaultIfEmpty(List.of());
        });
    }

    /**
     * Removes a connection from a room.
     *
     * @param lost whether the connection was lost, so that its client may return in a moment with a new one
     */
    public void leave(String connection, String room, boolean lost) {
        RoomPresence presence = rooms.get(room);
        if (presence != null && presence.has(connection)) {
            rooms.computeIfPresent(room, (id, existing) -> existing.remove(connection));
            LocalPresence.Row row = new LocalPresence.Row(connection, room);
            if (lost) {
                Mono.delay(LOST_CONNECTION_DELAY).subscribe(elapsed -> remove(row));
            } else {
                remove(row);
            }
        }
    }

    private void remove(LocalPresence.Row row) {
        localRows.remove(row);
        write(row).onErrorComplete().subscribe();
    }

    /** Schedules a read of the rooms, in which somebody may have come or gone. */
    void recheck(Set<String> changedRooms) {
        changedRooms.stream().filter(rooms::containsKey).forEach(reads::offer);
    }

    Set<String> rooms() {
        return Set.copyOf(rooms.keySet());
    }

    /** Stores all rows of this node again after they were deleted with its lease. */
    Mono<Void> storeAll() {
        return Flux.fromIterable(localRows.all())
                .buffer(BATCH_SIZE)
                .concatMap(rows::insert)
                .then()
                .doOnSuccess(stored -> rooms().forEach(room -> hub.broadcast(room, new Signal.Presence())))
                .doOnError(failure -> failures.add("Presence could not be stored again", failure))
                .onErrorComplete();
    }

    /** Makes the database agree with the open rooms of this node's connections, whatever became of earlier writes. */
    Mono<Void> reconcile() {
        return rows.count()
                .filter(count -> count != localRows.size())
                .flatMap(mismatch -> rows.own())
                .doOnNext(stored -> localRows
                        .differences(stored)
                        .forEach(row -> write(row).onErrorComplete().subscribe()))
                .then();
    }

    private Mono<Void> write(LocalPresence.Row row) {
        Write write = new Write(row, Sinks.empty());
        return writes.offer(write)
                ? write.stored().asMono()
                : Mono.error(new IllegalStateException("Too many changes of presence are waiting"));
    }

    /**
     * A row to be stored or deleted, whichever is right at the time of writing, and the signal for the waiting caller.
     */
    private record Write(LocalPresence.Row row, Sinks.Empty<Void> stored) {}

    /** Stops retrying. Rows that are not stored yet would be deleted with the lease anyway. */
    @Override
    public void destroy() {
        ended = true;
    }

    /** Retries until it succeeds, so that people who left during an outage of the database do not remain online. */
    private Mono<Void> store(List<Write> batch) {
        return Mono.defer(() -> store(batch.stream().map(Write::row).collect(Collectors.toSet())))
                .doOnError(failure -> failures.add("Presence could not be stored; retrying", failure))
                // Opening a room must not wait until others can see it
                .doOnTerminate(() -> batch.forEach(write -> write.stored().tryEmitEmpty()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, MIN_RETRY_DELAY)
                        .maxBackoff(MAX_RETRY_DELAY)
                        .filter(failure -> !ended))
                .doOnSuccess(stored -> broadcast(batch));
    }

    private Mono<Void> store(Set<LocalPresence.Row> changed) {
        List<LocalPresence.Entry> present =
                changed.stream().map(localRows::entry).filter(Objects::nonNull).toList();
        Set<LocalPresence.Row> removed = new HashSet<>(changed);
        present.forEach(entry -> removed.remove(entry.row()));
        return rows.insert(present).then(Mono.defer(() -> rows.delete(removed)));
    }

    private void broadcast(List<Write> batch) {
        Set<String> changed = batch.stream().map(write -> write.row().room()).collect(Collectors.toSet());
        changed.forEach(room -> hub.broadcast(room, new Signal.Presence()));
        recheck(changed);
    }

    private Mono<Void> readBatch(List<String> changedRooms) {
        return Mono.delay(DEBOUNCE)
                .then(Mono.defer(() -> readNow(Set.copyOf(changedRooms))))
                .doOnError(failure -> failures.add("Could not read presence; retrying at the next tick", failure));
    }

    Mono<Void> readNow(Set<String> changedRooms) {
        return changedRooms.isEmpty() ? Mono.empty() : read(changedRooms).then();
    }

    /** Reads the names and updates the rooms with them. */
    private Mono<Map<String, List<String>>> read(Set<String> requested) {
        return rows.names(requested).doOnNext(names -> update(requested, names));
    }

    private void update(Set<String> requested, Map<String, List<String>> names) {
        for (String room : requested) {
            RoomPresence presence = rooms.get(room);
            if (presence != null) {
                presence.update(names.getOrDefault(room, List.of()), signal -> hub.signal(room, signal));
            }
        }
    }
}

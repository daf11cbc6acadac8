package chat.parley.presence;

import chat.parley.database.GroupCommit;
import chat.parley.database.GroupRead;
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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Who is in which room, over all nodes. A person is here through one connection or more; the database holds a row for
 * each, and every node finds the differences for its own connections by reading the rows of its rooms when told to look,
 * and at each tick.
 *
 * <p>A connection that is lost is kept for a moment, so that a reload does not flicker. A crash leaves rows that stop
 * counting when the node's lease runs out.
 */
@Component
public class Presence implements DisposableBean {

    private static final Log log = LogFactory.getLog(Presence.class);

    /** Long enough for a reload or a short loss of the network. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** Differences are gathered for this long: many who come together are one frame. */
    private static final Duration DEBOUNCE = Duration.ofMillis(200);

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(2);

    private static final int CAPACITY = 100_000;
    private static final int BATCH = 500;

    private final Map<String, RoomPresence> rooms = new ConcurrentHashMap<>();
    private final OwnRows own = new OwnRows();
    private final GroupCommit<Write> writes = new GroupCommit<>(CAPACITY, BATCH, this::store);
    private final GroupCommit<String> looks = new GroupCommit<>(CAPACITY, BATCH, this::look);
    private final GroupRead<String, List<String>> firstLooks = new GroupRead<>(CAPACITY, BATCH, this::read);
    private final PresenceRows rows;
    private final Hub hub;
    private volatile boolean ended;

    Presence(PresenceRows rows, Hub hub) {
        this.rows = rows;
        this.hub = hub;
    }

    /** A connection shows its account in a room; completes when all nodes can see that. */
    public Mono<Void> enter(String connection, String room, long account) {
        return Mono.defer(() -> {
            rooms.compute(room, (id, here) -> (here == null ? new RoomPresence() : here).add(connection));
            OwnRows.Row row = new OwnRows.Row(connection, room);
            own.add(row, account);
            return write(row);
        });
    }

    /** What {@link #names} would say, as far as this node knows without asking. */
    public List<String> known(String room) {
        RoomPresence here = rooms.get(room);
        return here == null ? List.of() : here.names();
    }

    /**
     * Everybody who is in a room that a connection of this node is in; read once, together with other rooms that are asked
     * for meanwhile, then kept up to date.
     */
    public Mono<List<String>> names(String room) {
        return Mono.defer(() -> {
            RoomPresence here = rooms.get(room);
            return here != null && here.known()
                    ? Mono.just(here.names())
                    : firstLooks.get(room).defaultIfEmpty(List.of());
        });
    }

    /**
     * A connection shows its account no more.
     *
     * @param lost whether the connection is gone without a word, and may be back in a moment under another name
     */
    public void leave(String connection, String room, boolean lost) {
        RoomPresence here = rooms.get(room);
        if (here != null && here.has(connection)) {
            rooms.computeIfPresent(room, (id, present) -> present.remove(connection));
            OwnRows.Row row = new OwnRows.Row(connection, room);
            if (lost) {
                Mono.delay(GRACE).subscribe(late -> remove(row));
            } else {
                remove(row);
            }
        }
    }

    private void remove(OwnRows.Row row) {
        own.remove(row);
        write(row).onErrorComplete().subscribe();
    }

    /** Somebody may have come or gone in these rooms. */
    void suspect(Set<String> suspects) {
        suspects.stream().filter(rooms::containsKey).forEach(looks::offer);
    }

    Set<String> rooms() {
        return Set.copyOf(rooms.keySet());
    }

    /** Stores again what this node holds, after its lease was lost and with it all of its rows. */
    Mono<Void> storeAgain() {
        return Flux.fromIterable(own.all())
                .buffer(BATCH)
                .concatMap(rows::insert)
                .then()
                .doOnSuccess(stored -> rooms().forEach(room -> hub.broadcast(room, new Signal.Presence())))
                .doOnError(failure -> log.warn("Presence could not be stored again", failure))
                .onErrorComplete();
    }

    /** Makes the database agree with the open rooms of this node's connections, whatever became of earlier writes. */
    Mono<Void> reconcile() {
        return rows.count()
                .filter(count -> count != own.size())
                .flatMap(different -> rows.own())
                .doOnNext(stored -> own.wrong(stored)
                        .forEach(row -> write(row).onErrorComplete().subscribe()))
                .then();
    }

    private Mono<Void> write(OwnRows.Row row) {
        Write write = new Write(row, Sinks.empty());
        return writes.offer(write)
                ? write.stored().asMono()
                : Mono.error(new IllegalStateException("Too many connections come and go"));
    }

    /** A row is to be as this node wants it by the time of the writing, and somebody waits until it is. */
    private record Write(OwnRows.Row row, Sinks.Empty<Void> stored) {}

    /** Nothing is tried again: what is left to be stored goes with the lease. */
    @Override
    public void destroy() {
        ended = true;
    }

    /** Tried until it is done, so that nobody is shown for ever who left while the database was away. */
    private Mono<Void> store(List<Write> batch) {
        return Mono.defer(() -> store(batch.stream().map(Write::row).collect(Collectors.toSet())))
                .doOnError(failure -> log.warn("Presence could not be stored yet: " + failure))
                // Whoever opens a room must not wait for others to see it
                .doOnTerminate(() -> batch.forEach(arrival -> arrival.stored().tryEmitEmpty()))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_RETRY)
                        .filter(failure -> !ended))
                .doOnSuccess(stored -> tell(batch));
    }

    private Mono<Void> store(Set<OwnRows.Row> changed) {
        List<OwnRows.Shown> shown =
                changed.stream().map(own::shown).filter(Objects::nonNull).toList();
        Set<OwnRows.Row> hidden = new HashSet<>(changed);
        shown.forEach(one -> hidden.remove(one.row()));
        return rows.insert(shown).then(Mono.defer(() -> rows.delete(hidden)));
    }

    private void tell(List<Write> batch) {
        Set<String> changed = batch.stream().map(write -> write.row().room()).collect(Collectors.toSet());
        changed.forEach(room -> hub.broadcast(room, new Signal.Presence()));
        suspect(changed);
    }

    private Mono<Void> look(List<String> suspects) {
        return Mono.delay(DEBOUNCE)
                .then(Mono.defer(() -> lookNow(Set.copyOf(suspects))))
                .doOnError(failure -> log.warn("Who is here could not be read; the next tick tries again", failure));
    }

    Mono<Void> lookNow(Set<String> suspects) {
        return suspects.isEmpty() ? Mono.empty() : read(suspects).then();
    }

    /** Takes what the database says, and answers with it. */
    private Mono<Map<String, List<String>>> read(Set<String> asked) {
        return rows.names(asked).doOnNext(names -> known(asked, names));
    }

    private void known(Set<String> asked, Map<String, List<String>> names) {
        for (String room : asked) {
            RoomPresence here = rooms.get(room);
            if (here != null) {
                here.update(names.getOrDefault(room, List.of()), signal -> hub.signal(room, signal));
            }
        }
    }
}

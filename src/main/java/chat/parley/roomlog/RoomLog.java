package chat.parley.roomlog;

import chat.parley.database.Epoch;
import chat.parley.database.EpochCheck;
import chat.parley.roomlog.state.Actor;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.RoomId;
import chat.parley.roomlog.state.RoomState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Orders and stores the changes of rooms; all changes pass through here. A write is decided and numbered under its
 * room's row lock, stored and committed. Only then is the change delivered: first to this node's listeners, then to the
 * caller, then to the channel layer.
 *
 * <p>Order: commit order is revision order; writes to one room through one node keep the order in which their Monos
 * were subscribed to. Cancellation: cancelling a write only cancels the answer. Errors: a
 * {@link chat.parley.http.Refusal}; {@code unavailable} means that the outcome is unknown and that the write can safely
 * be repeated. A crash leaves either all of a transaction or nothing; committed changes that it did not publish are
 * found by comparing revisions.
 */
@Component
public class RoomLog {

    private final List<WriteQueue> queues;
    private final RoomCreation creation;
    private final ChangePublisher publisher;
    private final Duration timeout;

    RoomLog(
            RoomLogProperties properties,
            LogTransaction transaction,
            ChangePublisher publisher,
            RoomCreation creation,
            Epoch epoch,
            EpochCheck check,
            OutageReporter outage) {
        this.creation = creation;
        this.publisher = publisher;
        this.timeout = properties.timeout();
        this.queues = Stream.generate(() ->
                        new WriteQueue(properties, transaction, memberCache(epoch, check), publisher::publish, outage))
                .limit(properties.lanes())
                .toList();
    }

    private static MemberCache memberCache(Epoch epoch, EpochCheck check) {
        return new MemberCache(
                epoch::current,
                cachedEpoch -> check.wentBack(cachedEpoch).onErrorComplete().subscribe());
    }

    /**
     * Submits a write to the room's write queue.
     *
     * @return the resulting state, once it is committed
     */
    public Mono<Change> write(String room, Write write) {
        if (!RoomId.isValid(room)) {
            return Mono.error(RoomId::notFound);
        }
        return queues.get(Math.floorMod(room.hashCode(), queues.size())).write(room, write);
    }

    /**
     * Creates a room. Of concurrent requests for one name, one succeeds; the others are refused with
     * {@code room_exists}.
     */
    public Mono<RoomState> create(NewRoom room) {
        return creation.create(room)
                .doOnNext(created -> publisher.publishCreated(
                        created.id(), List.of(room.owner().username())));
    }

    /**
     * Returns the direct conversation of these accounts and creates it if there is none. A set of accounts has exactly
     * one, whoever opens it first.
     *
     * @param people all its accounts, including the caller's
     */
    public Mono<Direct> findOrCreateDirect(Collection<Actor> people) {
        Mono<Direct> found = creation.findDirect(people).map(id -> new Direct(id, false));
        Mono<Direct> created = creation.createDirect(people)
                .doOnNext(id -> publisher.publishCreated(
                        id, people.stream().map(Actor::username).toList()))
                .map(id -> new Direct(id, true));
        return found.switchIfEmpty(created).switchIfEmpty(found);
    }

    /** @return the id of the direct conversation of these accounts; empty if they have none */
    public Mono<String> findDirect(Collection<Actor> people) {
        return creation.findDirect(people);
    }

    /** @param created whether this call created it */
    public record Direct(String id, boolean created) {}

    /**
     * Returns how long the slowest write queue has been busy with one transaction or has kept a write waiting; zero if
     * all are idle.
     */
    public Duration stalled() {
        return queues.stream().map(WriteQueue::stalled).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /**
     * Returns false while a write queue has been stalled for so long that clients should send writes to another node.
     */
    public boolean healthy() {
        return stalled().compareTo(timeout.dividedBy(2)) < 0;
    }

    /** Returns the number of writes that wait for a transaction. */
    public int waiting() {
        return queues.stream().mapToInt(WriteQueue::waiting).sum();
    }
}

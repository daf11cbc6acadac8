package chat.parley.roomlog;

import chat.parley.database.Epoch;
import chat.parley.database.EpochCheck;
import chat.parley.http.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The only way to change a room. A write is decided and numbered under its room's row lock, stored, committed, and only
 * then told: first to this node, then to whoever waits for the answer, then to the channel layer.
 *
 * <p>Order: commit order is revision order; writes to one room through one node keep the order in which their Monos
 * were subscribed to. Cancelling a write cancels the answer alone. Errors: a {@link chat.parley.http.Refusal};
 * {@code unavailable} means that nobody knows whether it was stored, and that repeating it is safe. A crash leaves
 * either all of a transaction or nothing; what it left and did not tell is found by comparing revisions.
 */
@Component
public class RoomLog {

    private final List<Lane> lanes;
    private final RoomCreation creation;
    private final Announcer announcer;
    private final Duration timeout;

    RoomLog(
            RoomLogProperties properties,
            LogTransaction transaction,
            Announcer announcer,
            RoomCreation creation,
            Epoch epoch,
            EpochCheck check) {
        this.creation = creation;
        this.announcer = announcer;
        this.timeout = properties.timeout();
        Outage outage = new Outage();
        this.lanes = Stream.generate(
                        () -> new Lane(properties, transaction, members(epoch, check), announcer::announce, outage))
                .limit(properties.lanes())
                .toList();
    }

    private static KnownMembers members(Epoch epoch, EpochCheck check) {
        return new KnownMembers(
                epoch::current, known -> check.wentBack(known).onErrorComplete().subscribe());
    }

    /** @return the state that the write has led to, once it is committed */
    public Mono<Change> write(String room, Write write) {
        if (!RoomId.isValid(room)) {
            return Mono.error(() -> Refusal.of(Refusal.Code.ROOM_NOT_FOUND, "There is no such room."));
        }
        return lanes.get(Math.floorMod(room.hashCode(), lanes.size())).write(room, write);
    }

    /** A hundred creations of one name make one room; the others are refused with {@code room_exists}. */
    public Mono<RoomState> create(NewRoom room) {
        return creation.create(room)
                .doOnNext(created ->
                        announcer.created(created.id(), List.of(room.owner().username())));
    }

    /**
     * The direct conversation of these people, made if they have none: a set of people has one, whoever asks first.
     *
     * @param people all of them, whoever asks included
     */
    public Mono<Direct> direct(Collection<Actor> people) {
        Mono<Direct> found = creation.direct(people).map(id -> new Direct(id, false));
        Mono<Direct> made = creation.createDirect(people)
                .doOnNext(id -> announcer.created(
                        id, people.stream().map(Actor::username).toList()))
                .map(id -> new Direct(id, true));
        return found.switchIfEmpty(made).switchIfEmpty(found);
    }

    /** @return the id of these people's direct conversation; empty while they have none */
    public Mono<String> findDirect(Collection<Actor> people) {
        return creation.direct(people);
    }

    /** @param created whether it was made just now */
    public record Direct(String id, boolean created) {}

    /** For how long the slowest lane has been busy with one transaction, or left a write waiting; zero while all are idle. */
    public Duration stalled() {
        return lanes.stream().map(Lane::stalled).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** False while a lane has been stalled for so long that writes should go to another node. */
    public boolean healthy() {
        return stalled().compareTo(timeout.dividedBy(2)) < 0;
    }

    /** How many writes wait for a transaction. */
    public int waiting() {
        return lanes.stream().mapToInt(Lane::waiting).sum();
    }
}

package chat.parley.inbox;

import chat.parley.account.Account;
import chat.parley.http.Refusal;
import chat.parley.hub.Hub;
import chat.parley.room.OwnRooms;
import chat.parley.room.RoomBody;
import chat.parley.roomlog.ChangeCodec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Tells connections what becomes of all of their accounts' rooms, from one look at the database on. What happens in a
 * room is gathered for a moment; what concerns one account alone (its marks, whom a message calls, where it belongs) is
 * read again when something says that it may have changed, and now and then in any case.
 *
 * <p>Everything is in the memory of this node, on one thread, and can be lost: clients watch again.
 */
@Service
public class Watching implements DisposableBean {

    private static final int LIVE_AT_ONCE = 64;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /** How many accounts one tick compares with the database. */
    private static final int SWEEP = 200;

    private final Scheduler thread = Schedulers.newSingle("inbox", true);
    private final OwnRooms rooms;
    private final Inboxes inboxes;
    private final Looks looks;
    private final Digest digest;
    private final Hub hub;

    Watching(Hub hub, OwnRooms rooms, ChangeCodec codec) {
        this.hub = hub;
        this.rooms = rooms;
        this.inboxes = new Inboxes(hub, this::watched);
        this.looks = new Looks(thread, rooms, inboxes);
        this.digest = new Digest(codec, inboxes, looks);
    }

    private WatchedRoom watched(String room) {
        return new WatchedRoom(room, thread, digest::tell, username -> suspect(room, List.of(username)));
    }

    /** @param rooms what the account is a member of, at the moment at which the watch begins */
    public record Watched(Watch watch, List<RoomBody> rooms) {}

    /**
     * Begins to gather what is new for a connection. The watch says nothing before {@link Watch#begin}; it must be
     * {@linkplain Watch#end ended} by whoever got it.
     */
    public Mono<Watched> watch(Watcher watcher, Account account) {
        return Mono.defer(() -> {
            Watch watch = new Watch(watcher, this::end);
            return Mono.fromSupplier(() -> inboxes.open(account.id(), account.username(), watch))
                    .subscribeOn(thread)
                    .delayUntil(this::enterAll)
                    .flatMap(this::places)
                    .flatMap(rooms::bodies)
                    .map(bodies -> new Watched(watch, bodies))
                    .doOnCancel(() -> end(watch))
                    .onErrorMap(failure -> ended(watch, failure));
        });
    }

    private void end(Watch watch) {
        thread.schedule(() -> inboxes.close(watch.watcher().username(), watch));
    }

    /** Something about these accounts and this room may have changed: look. May be called from anywhere. */
    void suspect(String room, Collection<String> usernames) {
        thread.schedule(() -> usernames.stream().map(inboxes::of).forEach(inbox -> looks.soon(inbox, room)));
    }

    /** Another history has begun: what was known of any place says nothing. */
    void startOver() {
        thread.schedule(() -> inboxes.all()
                .forEach(inbox -> List.copyOf(inbox.rooms()).forEach(room -> {
                    inbox.put(room, Place.UNKNOWN);
                    looks.soon(inbox, room);
                })));
    }

    /** Compares the accounts whose turn it is with the database. */
    Mono<Void> sweep() {
        return Mono.fromSupplier(() -> inboxes.next(SWEEP)).subscribeOn(thread).flatMap(looks::all);
    }

    /** Compares all of them: anything may have been missed. */
    Mono<Void> sweepAll() {
        return Mono.fromSupplier(() -> inboxes.size() / SWEEP + 1)
                .subscribeOn(thread)
                .flatMap(times -> sweep().repeat(times - 1).then());
    }

    private Mono<Void> enterAll(Inbox inbox) {
        return rooms.of(List.of(inbox.account()))
                .map(OwnRooms.Own::room)
                .collectList()
                .publishOn(thread)
                .map(found -> found.stream().map(room -> live(inbox, room)).toList())
                .flatMapMany(Flux::fromIterable)
                .flatMap(live -> live, LIVE_AT_ONCE)
                .then();
    }

    /** The connection may be gone meanwhile: then nothing is entered any more. */
    private Mono<Void> live(Inbox inbox, String room) {
        if (!inbox.watched()) {
            return Mono.empty();
        }
        return inbox.place(room) == null ? inboxes.enter(inbox, room) : hub.live(room);
    }

    /** Read when every room is live, so that nothing falls between this and what follows. */
    private Mono<List<OwnRooms.Own>> places(Inbox inbox) {
        return rooms.of(List.of(inbox.account()))
                .collectList()
                .publishOn(thread)
                .delayUntil(found -> looks.told(inbox, found));
    }

    private Throwable ended(Watch watch, Throwable failure) {
        end(watch);
        return failure instanceof Refusal ? failure : Refusal.unavailable(TRY_AGAIN);
    }

    @Override
    public void destroy() {
        thread.dispose();
    }
}

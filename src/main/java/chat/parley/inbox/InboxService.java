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
 * Sends connections the updates of all rooms of their accounts. An initial read of the database gives the state; after
 * that, changes in a room are batched for a moment. Data of a single account (its read mark, mentions, memberships)
 * is read again when a notification says that it may have changed, and periodically.
 *
 * <p>All state is in this node's memory, confined to one thread. It may be lost: clients subscribe again.
 */
@Service
public class InboxService implements DisposableBean {

    private static final int LIVE_AT_ONCE = 64;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /** How many accounts are compared with the database at each tick. */
    private static final int SWEEP = 200;

    private final Scheduler thread = Schedulers.newSingle("inbox", true);
    private final OwnRooms rooms;
    private final Inboxes inboxes;
    private final UnreadReader looks;
    private final UnreadUpdateBuilder digest;
    private final Hub hub;

    InboxService(Hub hub, OwnRooms rooms, ChangeCodec codec) {
        this.hub = hub;
        this.rooms = rooms;
        this.inboxes = new Inboxes(hub, this::watched);
        this.looks = new UnreadReader(thread, rooms, inboxes);
        this.digest = new UnreadUpdateBuilder(codec, inboxes, looks);
    }

    private WatchedRoom watched(String room) {
        return new WatchedRoom(room, thread, digest::tell, username -> suspect(room, List.of(username)));
    }

    /**
     * @param watch the new subscription
     * @param rooms the rooms of the account at the start of the subscription
     */
    public record Watched(InboxSubscription watch, List<RoomBody> rooms) {}

    /**
     * Subscribes a connection to all rooms of its account. The subscription sends nothing before {@link
     * InboxSubscription#begin}. The caller must {@linkplain InboxSubscription#end end} it.
     */
    public Mono<Watched> watch(InboxSubscriber watcher, Account account) {
        return Mono.defer(() -> {
            InboxSubscription watch = new InboxSubscription(watcher, this::end);
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

    private void end(InboxSubscription watch) {
        thread.schedule(() -> inboxes.close(watch.watcher().username(), watch));
    }

    /** Schedules a read of the unread states of these accounts in the room, which may have changed. Thread-safe. */
    void suspect(String room, Collection<String> usernames) {
        thread.schedule(() -> usernames.stream().map(inboxes::of).forEach(inbox -> looks.soon(inbox, room)));
    }

    /** Discards all unread states and reads them again, because the epoch has changed. */
    void startOver() {
        thread.schedule(() -> inboxes.all()
                .forEach(inbox -> List.copyOf(inbox.rooms()).forEach(room -> {
                    inbox.put(room, UnreadState.UNKNOWN);
                    looks.soon(inbox, room);
                })));
    }

    /** Compares the next accounts in turn with the database. */
    Mono<Void> sweep() {
        return Mono.fromSupplier(() -> inboxes.next(SWEEP)).subscribeOn(thread).flatMap(looks::all);
    }

    /** Compares all accounts with the database, because any notification may have been missed. */
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

    /** Enters nothing if the connection has been closed meanwhile. */
    private Mono<Void> live(Inbox inbox, String room) {
        if (!inbox.watched()) {
            return Mono.empty();
        }
        return inbox.place(room) == null ? inboxes.enter(inbox, room) : hub.live(room);
    }

    /** Reads the unread states after every room is live, so that no change is missed in between. */
    private Mono<List<OwnRooms.Own>> places(Inbox inbox) {
        return rooms.of(List.of(inbox.account()))
                .collectList()
                .publishOn(thread)
                .delayUntil(found -> looks.told(inbox, found));
    }

    private Throwable ended(InboxSubscription watch, Throwable failure) {
        end(watch);
        return failure instanceof Refusal ? failure : Refusal.unavailable(TRY_AGAIN);
    }

    @Override
    public void destroy() {
        thread.dispose();
    }
}

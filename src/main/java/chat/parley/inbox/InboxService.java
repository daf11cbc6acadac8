package chat.parley.inbox;

import chat.parley.account.Account;
import chat.parley.http.FailureLog;
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

    private static final int MAX_CONCURRENT_JOINS = 64;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** How many accounts are compared with the database at each tick. */
    private static final int SWEEP_SIZE = 200;

    private final Scheduler thread = Schedulers.newSingle("inbox", true);
    private final OwnRooms rooms;
    private final Inboxes inboxes;
    private final UnreadReader reader;
    private final UnreadUpdateBuilder updates;
    private final Hub hub;

    InboxService(Hub hub, OwnRooms rooms, ChangeCodec codec, FailureLog failures) {
        this.hub = hub;
        this.rooms = rooms;
        this.inboxes = new Inboxes(hub, this::createRoom);
        this.reader = new UnreadReader(thread, rooms, inboxes, failures);
        this.updates = new UnreadUpdateBuilder(codec, inboxes, reader);
    }

    private WatchedRoom createRoom(String room) {
        return new WatchedRoom(room, thread, updates::build, username -> recheck(room, List.of(username)));
    }

    /**
     * @param subscription the new subscription
     * @param rooms the rooms of the account at the start of the subscription
     */
    public record Watched(InboxSubscription subscription, List<RoomBody> rooms) {}

    /**
     * Subscribes a connection to all rooms of its account. The subscription sends nothing before {@link
     * InboxSubscription#start}. The caller must {@linkplain InboxSubscription#end end} it.
     */
    public Mono<Watched> watch(InboxSubscriber subscriber, Account account) {
        return Mono.defer(() -> {
            InboxSubscription subscription = new InboxSubscription(subscriber, this::end);
            return Mono.fromSupplier(() -> inboxes.open(account.id(), account.username(), subscription))
                    .subscribeOn(thread)
                    .delayUntil(this::enterAll)
                    .flatMap(this::ownRooms)
                    .flatMap(rooms::bodies)
                    .map(bodies -> new Watched(subscription, bodies))
                    .doOnCancel(() -> end(subscription))
                    .onErrorMap(failure -> endAfterFailure(subscription, failure));
        });
    }

    private void end(InboxSubscription subscription) {
        thread.schedule(() -> inboxes.close(subscription.subscriber().username(), subscription));
    }

    /** Schedules a read of the unread states of these accounts in the room, which may have changed. Thread-safe. */
    void recheck(String room, Collection<String> usernames) {
        thread.schedule(() -> usernames.stream().map(inboxes::get).forEach(inbox -> reader.enqueue(inbox, room)));
    }

    /** Discards all unread states and reads them again, because the epoch has changed. */
    void startOver() {
        thread.schedule(() -> inboxes.all()
                .forEach(inbox -> List.copyOf(inbox.rooms()).forEach(room -> {
                    inbox.put(room, UnreadState.UNKNOWN);
                    reader.enqueue(inbox, room);
                })));
    }

    /** Compares the next accounts in turn with the database. */
    Mono<Void> sweep() {
        return Mono.fromSupplier(() -> inboxes.next(SWEEP_SIZE))
                .subscribeOn(thread)
                .flatMap(reader::compareAll);
    }

    /** Compares all accounts with the database, because any notification may have been missed. */
    Mono<Void> sweepAll() {
        return Mono.fromSupplier(() -> inboxes.size() / SWEEP_SIZE + 1)
                .subscribeOn(thread)
                .flatMap(rounds -> sweep().repeat(rounds - 1).then());
    }

    private Mono<Void> enterAll(Inbox inbox) {
        return rooms.ofAccounts(List.of(inbox.account()))
                .map(OwnRooms.OwnRoom::room)
                .collectList()
                .publishOn(thread)
                .map(found -> found.stream().map(room -> enter(inbox, room)).toList())
                .flatMapMany(Flux::fromIterable)
                .flatMap(entry -> entry, MAX_CONCURRENT_JOINS)
                .then();
    }

    /** Enters nothing if the connection has been closed meanwhile. */
    private Mono<Void> enter(Inbox inbox, String room) {
        if (!inbox.isWatched()) {
            return Mono.empty();
        }
        return inbox.state(room) == null ? inboxes.enter(inbox, room) : hub.live(room);
    }

    /** Reads the unread states after every room is live, so that no change is missed in between. */
    private Mono<List<OwnRooms.OwnRoom>> ownRooms(Inbox inbox) {
        return rooms.ofAccounts(List.of(inbox.account()))
                .collectList()
                .publishOn(thread)
                .delayUntil(found -> reader.reconcile(inbox, found));
    }

    private Throwable endAfterFailure(InboxSubscription subscription, Throwable failure) {
        end(subscription);
        return failure instanceof Refusal ? failure : Refusal.unavailable(RETRY_AFTER);
    }

    @Override
    public void destroy() {
        thread.dispose();
    }
}

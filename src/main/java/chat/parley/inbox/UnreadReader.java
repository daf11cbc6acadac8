package chat.parley.inbox;

import chat.parley.batch.GroupCommit;
import chat.parley.room.OwnRooms;
import chat.parley.room.OwnRooms.Own;
import chat.parley.roomlog.state.MessageState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads unread states from the database and sends those that differ from the last ones sent. */
final class UnreadReader {

    private static final Logger log = LoggerFactory.getLogger(UnreadReader.class);

    private static final int CAPACITY = 100_000;
    private static final int BATCH = 500;

    /** Reads that are requested within this time are combined into one query. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final GroupCommit<Look> queue = new GroupCommit<>(CAPACITY, BATCH, this::look);
    private final Scheduler thread;
    private final OwnRooms rooms;
    private final Inboxes inboxes;

    UnreadReader(Scheduler thread, OwnRooms rooms, Inboxes inboxes) {
        this.thread = thread;
        this.rooms = rooms;
        this.inboxes = inboxes;
    }

    private record Look(Inbox inbox, String room) {

        OwnRooms.Place place() {
            return new OwnRooms.Place(room, inbox.account());
        }
    }

    /** Schedules a read of one unread state. When the queue is full, the next sweep makes up for it. */
    void soon(@Nullable Inbox inbox, String room) {
        if (inbox != null) {
            queue.offer(new Look(inbox, room));
        }
    }

    private Mono<Void> look(List<Look> asked) {
        Set<Look> looks = new HashSet<>(asked);
        return Mono.delay(GATHERING, thread)
                .thenMany(rooms.at(looks.stream().map(Look::place).toList()))
                .collectMap(own -> new OwnRooms.Place(own.room(), own.account()))
                .publishOn(thread)
                .flatMap(found -> compare(looks, found))
                .doOnError(failure -> log.warn("Could not read unread counts; retrying at the next sweep", failure));
    }

    /** Reads all unread states of some accounts. */
    Mono<Void> all(List<Inbox> some) {
        if (some.isEmpty()) {
            return Mono.empty();
        }
        return rooms.of(some.stream().map(Inbox::account).collect(Collectors.toSet()))
                .collectMap(own -> new OwnRooms.Place(own.room(), own.account()))
                .publishOn(thread)
                .flatMap(found -> compare(everywhere(some, found), found));
    }

    private static Set<Look> everywhere(List<Inbox> some, Map<OwnRooms.Place, Own> found) {
        boolean complete = found.size() < OwnRooms.MOST * some.size();
        Map<Long, Inbox> byAccount = some.stream().collect(Collectors.toMap(Inbox::account, inbox -> inbox));
        Set<Look> looks = new HashSet<>();
        for (Own own : found.values()) {
            Inbox inbox = byAccount.get(own.account());
            if (inbox != null) {
                looks.add(new Look(inbox, own.room()));
            }
        }
        if (complete) {
            some.forEach(inbox -> inbox.rooms().forEach(room -> looks.add(new Look(inbox, room))));
        }
        return looks;
    }

    /**
     * Records the states that a new subscription is about to receive, and sends differences to the account's other
     * subscriptions. An unknown state is recorded only if there is no other subscription, because another one may still
     * show the room as gone.
     */
    Mono<Void> told(Inbox inbox, List<Own> found) {
        boolean alone = inbox.watches().size() == 1;
        for (Own own : found) {
            UnreadState place = inbox.place(own.room());
            if (alone && place != null && !place.known()) {
                inbox.put(own.room(), now(inbox, own));
            }
        }
        Map<OwnRooms.Place, Own> places = found.stream()
                .collect(Collectors.toMap(own -> new OwnRooms.Place(own.room(), own.account()), own -> own));
        return compare(everywhere(List.of(inbox), places), places);
    }

    private Mono<Void> compare(Set<Look> looks, Map<OwnRooms.Place, Own> found) {
        UpdateDelivery deliveries = new UpdateDelivery();
        List<Look> different = new ArrayList<>();
        for (Look look : looks) {
            if (look.inbox().watched() && differs(look, found.get(look.place()), deliveries)) {
                different.add(look);
            }
        }
        deliveries.send();
        return different.isEmpty() ? Mono.empty() : tellRooms(different, found);
    }

    /** @return whether the room itself has changed and must be sent as a whole */
    private boolean differs(Look look, @Nullable Own own, UpdateDelivery deliveries) {
        Inbox inbox = look.inbox();
        UnreadState before = inbox.place(look.room());
        if (own == null) {
            if (inboxes.leave(inbox, look.room())) {
                deliveries.add(inbox, look.room(), new UnreadUpdate.Gone(look.room()));
                // Two reads may complete out of order, and the account may have rejoined in between
                soon(inbox, look.room());
            }
            return false;
        }
        if (before == null) {
            enter(inbox, look.room());
            return false;
        }
        UnreadState after = now(inbox, own);
        inbox.put(look.room(), after);
        MessageState shown = newlyCalling(inbox, own, after.mentions() > before.mentions());
        if (before.looksLike(after) && (shown != null || !before.countsLike(after))) {
            deliveries.add(inbox, look.room(), after.unread(look.room(), shown));
        }
        return !before.looksLike(after);
    }

    /**
     * Returns the edited message that newly mentions the account. A read may count the mention before the edit is
     * recorded.
     */
    private static @Nullable MessageState newlyCalling(Inbox inbox, Own own, boolean more) {
        long revision = own.membership().room().revision();
        MessageState edited = inbox.takeEdited(own.room(), revision);
        if (edited == null && more) {
            inbox.mentionsRose(own.room(), revision);
        }
        return edited != null && (more || inbox.countedEarlier(own.room(), edited)) ? edited : null;
    }

    private void enter(Inbox inbox, String room) {
        inboxes.enter(inbox, room)
                .subscribe(null, failure -> thread.schedule(() -> inboxes.leave(inbox, room)), () -> soon(inbox, room));
    }

    private UnreadState now(Inbox inbox, Own own) {
        UnreadState place = UnreadState.of(own.membership());
        UnreadState before = inbox.place(own.room());
        return before == null || !before.known() ? place : place.after(before);
    }

    private Mono<Void> tellRooms(List<Look> different, Map<OwnRooms.Place, Own> found) {
        List<Own> owns = different.stream()
                .map(look -> Objects.requireNonNull(found.get(look.place())))
                .toList();
        return rooms.bodies(owns)
                .publishOn(thread)
                .doOnNext(bodies -> {
                    UpdateDelivery deliveries = new UpdateDelivery();
                    for (int i = 0; i < bodies.size(); i++) {
                        Look look = different.get(i);
                        if (look.inbox().place(look.room()) != null) {
                            deliveries.add(look.inbox(), look.room(), new UnreadUpdate.Room(bodies.get(i)));
                        }
                    }
                    deliveries.send();
                })
                .then();
    }
}

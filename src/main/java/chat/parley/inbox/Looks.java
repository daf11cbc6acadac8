package chat.parley.inbox;

import chat.parley.database.GroupCommit;
import chat.parley.room.OwnRooms;
import chat.parley.room.OwnRooms.Own;
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

/** Reads how accounts stand in rooms, and tells them what is different from what they were told. */
final class Looks {

    private static final Logger log = LoggerFactory.getLogger(Looks.class);

    private static final int CAPACITY = 100_000;
    private static final int BATCH = 500;

    /** What comes together is one query. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final GroupCommit<Look> queue = new GroupCommit<>(CAPACITY, BATCH, this::look);
    private final Scheduler thread;
    private final OwnRooms rooms;
    private final Inboxes inboxes;

    Looks(Scheduler thread, OwnRooms rooms, Inboxes inboxes) {
        this.thread = thread;
        this.rooms = rooms;
        this.inboxes = inboxes;
    }

    private record Look(Inbox inbox, String room) {

        OwnRooms.Place place() {
            return new OwnRooms.Place(room, inbox.account());
        }
    }

    /** Looks at one place, in a moment. Too many of these are left to the next sweep. */
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
                .doOnError(
                        failure -> log.warn("What is unread could not be read; the next sweep tries again", failure));
    }

    /** Looks at all places of some accounts. */
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
     * One watch of an account is about to be told this; whatever else watches hears what is new to it. What is not known
     * yet counts as told where nobody else watches: another one may still believe that the room is gone.
     */
    Mono<Void> told(Inbox inbox, List<Own> found) {
        boolean alone = inbox.watches().size() == 1;
        for (Own own : found) {
            Place place = inbox.place(own.room());
            if (alone && place != null && !place.known()) {
                inbox.put(own.room(), now(inbox, own));
            }
        }
        Map<OwnRooms.Place, Own> places = found.stream()
                .collect(Collectors.toMap(own -> new OwnRooms.Place(own.room(), own.account()), own -> own));
        return compare(everywhere(List.of(inbox), places), places);
    }

    private Mono<Void> compare(Set<Look> looks, Map<OwnRooms.Place, Own> found) {
        Deliveries deliveries = new Deliveries();
        List<Look> different = new ArrayList<>();
        for (Look look : looks) {
            if (look.inbox().watched() && differs(look, found.get(look.place()), deliveries)) {
                different.add(look);
            }
        }
        deliveries.send();
        return different.isEmpty() ? Mono.empty() : tellRooms(different, found);
    }

    /** @return whether the room looks different, and must be told whole */
    private boolean differs(Look look, @Nullable Own own, Deliveries deliveries) {
        Inbox inbox = look.inbox();
        Place before = inbox.place(look.room());
        if (own == null) {
            if (inboxes.leave(inbox, look.room())) {
                deliveries.add(inbox, look.room(), new News.Gone(look.room()));
                // Two reads may overtake each other, and the account may have come back between them
                soon(inbox, look.room());
            }
            return false;
        }
        if (before == null) {
            enter(inbox, look.room());
            return false;
        }
        Place after = now(inbox, own);
        inbox.put(look.room(), after);
        if (before.looksLike(after) && !before.countsLike(after)) {
            deliveries.add(inbox, look.room(), after.unread(look.room(), null));
        }
        return !before.looksLike(after);
    }

    private void enter(Inbox inbox, String room) {
        inboxes.enter(inbox, room)
                .subscribe(null, failure -> thread.schedule(() -> inboxes.leave(inbox, room)), () -> soon(inbox, room));
    }

    private Place now(Inbox inbox, Own own) {
        Place place = Place.of(own.seat());
        Place before = inbox.place(own.room());
        return before == null || !before.known() ? place : place.after(before);
    }

    private Mono<Void> tellRooms(List<Look> different, Map<OwnRooms.Place, Own> found) {
        List<Own> owns = different.stream()
                .map(look -> Objects.requireNonNull(found.get(look.place())))
                .toList();
        return rooms.bodies(owns)
                .publishOn(thread)
                .doOnNext(bodies -> {
                    Deliveries deliveries = new Deliveries();
                    for (int i = 0; i < bodies.size(); i++) {
                        Look look = different.get(i);
                        if (look.inbox().place(look.room()) != null) {
                            deliveries.add(look.inbox(), look.room(), new News.Room(bodies.get(i)));
                        }
                    }
                    deliveries.send();
                })
                .then();
    }
}

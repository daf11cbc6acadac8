package chat.parley.inbox;

import chat.parley.batch.GroupCommit;
import chat.parley.http.FailureLog;
import chat.parley.room.OwnRooms;
import chat.parley.room.OwnRooms.OwnRoom;
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
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Reads unread states from the database and sends those that differ from the last ones sent. */
final class UnreadReader {

    private static final int CAPACITY = 100_000;
    private static final int BATCH_SIZE = 500;

    /** Reads that are requested within this time are combined into one query. */
    private static final Duration BATCH_DELAY = Duration.ofMillis(50);

    private final GroupCommit<Recheck> queue = new GroupCommit<>(CAPACITY, BATCH_SIZE, this::readBatch);
    private final Scheduler thread;
    private final OwnRooms rooms;
    private final Inboxes inboxes;
    private final FailureLog failures;

    UnreadReader(Scheduler thread, OwnRooms rooms, Inboxes inboxes, FailureLog failures) {
        this.failures = failures;
        this.thread = thread;
        this.rooms = rooms;
        this.inboxes = inboxes;
    }

    private record Recheck(Inbox inbox, String room) {

        OwnRooms.Key key() {
            return new OwnRooms.Key(room, inbox.account());
        }
    }

    /** Schedules a read of one unread state. When the queue is full, the next sweep makes up for it. */
    void enqueue(@Nullable Inbox inbox, String room) {
        if (inbox != null) {
            queue.offer(new Recheck(inbox, room));
        }
    }

    private Mono<Void> readBatch(List<Recheck> batch) {
        Set<Recheck> rechecks = new HashSet<>(batch);
        return Mono.delay(BATCH_DELAY, thread)
                .thenMany(rooms.withKeys(rechecks.stream().map(Recheck::key).toList()))
                .collectMap(row -> new OwnRooms.Key(row.room(), row.account()))
                .publishOn(thread)
                .flatMap(rows -> compare(rechecks, rows))
                .doOnError(
                        failure -> failures.add("Could not read unread counts; retrying at the next sweep", failure));
    }

    /** Reads all unread states of some accounts. */
    Mono<Void> compareAll(List<Inbox> batch) {
        if (batch.isEmpty()) {
            return Mono.empty();
        }
        return rooms.ofAccounts(batch.stream().map(Inbox::account).collect(Collectors.toSet()))
                .collectMap(row -> new OwnRooms.Key(row.room(), row.account()))
                .publishOn(thread)
                .flatMap(rows -> compare(allRooms(batch, rows), rows));
    }

    private static Set<Recheck> allRooms(List<Inbox> batch, Map<OwnRooms.Key, OwnRoom> rows) {
        boolean complete = rows.size() < OwnRooms.MAX_ROOMS * batch.size();
        Map<Long, Inbox> byAccount = batch.stream().collect(Collectors.toMap(Inbox::account, inbox -> inbox));
        Set<Recheck> rechecks = new HashSet<>();
        for (OwnRoom row : rows.values()) {
            Inbox inbox = byAccount.get(row.account());
            if (inbox != null) {
                rechecks.add(new Recheck(inbox, row.room()));
            }
        }
        if (complete) {
            batch.forEach(inbox -> inbox.rooms().forEach(room -> rechecks.add(new Recheck(inbox, room))));
        }
        return rechecks;
    }

    /**
     * Records the states that a new subscription is about to receive, and sends differences to the account's other
     * subscriptions. An unknown state is recorded only if there is no other subscription, because another one may still
     * show the room as gone.
     */
    Mono<Void> reconcile(Inbox inbox, List<OwnRoom> rows) {
        boolean onlySubscription = inbox.subscriptions().size() == 1;
        for (OwnRoom row : rows) {
            UnreadState state = inbox.state(row.room());
            if (onlySubscription && state != null && !state.known()) {
                inbox.put(row.room(), currentState(inbox, row));
            }
        }
        Map<OwnRooms.Key, OwnRoom> byKey =
                rows.stream().collect(Collectors.toMap(row -> new OwnRooms.Key(row.room(), row.account()), row -> row));
        return compare(allRooms(List.of(inbox), byKey), byKey);
    }

    private Mono<Void> compare(Set<Recheck> rechecks, Map<OwnRooms.Key, OwnRoom> rows) {
        UpdateDelivery deliveries = new UpdateDelivery();
        List<Recheck> changed = new ArrayList<>();
        for (Recheck recheck : rechecks) {
            if (recheck.inbox().isWatched() && apply(recheck, rows.get(recheck.key()), deliveries)) {
                changed.add(recheck);
            }
        }
        deliveries.send();
        return changed.isEmpty() ? Mono.empty() : sendRooms(changed, rows);
    }

    /** @return whether the room itself has changed and must be sent as a whole */
    private boolean apply(Recheck recheck, @Nullable OwnRoom row, UpdateDelivery deliveries) {
        Inbox inbox = recheck.inbox();
        UnreadState before = inbox.state(recheck.room());
        if (row == null) {
            if (inboxes.leave(inbox, recheck.room())) {
                deliveries.add(inbox, recheck.room(), new UnreadUpdate.Gone(recheck.room()));
                // Two reads may complete out of order, and the account may have rejoined in between
                enqueue(inbox, recheck.room());
            }
            return false;
        }
        if (before == null) {
            enter(inbox, recheck.room());
            return false;
        }
        UnreadState after = currentState(inbox, row);
        inbox.put(recheck.room(), after);
        if (mayBeOutdated(row, before, after)) {
            enqueue(inbox, recheck.room());
        }
        MessageState shown = newMention(inbox, row, after.mentions() > before.mentions());
        if (before.sameRoomState(after) && (shown != null || !before.sameCounts(after))) {
            deliveries.add(inbox, recheck.room(), after.unread(recheck.room(), shown));
        }
        return !before.sameRoomState(after);
    }

    /**
     * Whether this read may have begun before the last one, so that the state must be read again. A read mark that was
     * moved back looks the same once. A state that equals the last one is never read again, so that this ends even if
     * the database has gone back.
     */
    private static boolean mayBeOutdated(OwnRoom row, UnreadState before, UnreadState after) {
        boolean changed = !before.sameCounts(after) || !before.sameRoomState(after);
        long revision = row.membership().room().revision();
        return changed && (after.readSeq() < before.readSeq() || revision < before.revision());
    }

    /**
     * Returns the edited message that newly mentions the account. A read may count the mention before the edit is
     * recorded.
     */
    private static @Nullable MessageState newMention(Inbox inbox, OwnRoom row, boolean increased) {
        long revision = row.membership().room().revision();
        MessageState edited = inbox.takeEdited(row.room(), revision);
        if (edited == null && increased) {
            inbox.mentionsIncreased(row.room(), revision);
        }
        return edited != null && (increased || inbox.countedEarlier(row.room(), edited)) ? edited : null;
    }

    private void enter(Inbox inbox, String room) {
        inboxes.enter(inbox, room)
                .subscribe(
                        null, failure -> thread.schedule(() -> inboxes.leave(inbox, room)), () -> enqueue(inbox, room));
    }

    private UnreadState currentState(Inbox inbox, OwnRoom row) {
        UnreadState state = UnreadState.of(row.membership());
        UnreadState before = inbox.state(row.room());
        return before == null || !before.known() ? state : state.mergedWith(before);
    }

    private Mono<Void> sendRooms(List<Recheck> changed, Map<OwnRooms.Key, OwnRoom> rows) {
        List<OwnRoom> changedRows = changed.stream()
                .map(recheck -> Objects.requireNonNull(rows.get(recheck.key())))
                .toList();
        return rooms.bodies(changedRows)
                .publishOn(thread)
                .doOnNext(bodies -> {
                    UpdateDelivery deliveries = new UpdateDelivery();
                    for (int i = 0; i < bodies.size(); i++) {
                        Recheck recheck = changed.get(i);
                        if (recheck.inbox().state(recheck.room()) != null) {
                            deliveries.add(recheck.inbox(), recheck.room(), new UnreadUpdate.Room(bodies.get(i)));
                        }
                    }
                    deliveries.send();
                })
                .then();
    }
}

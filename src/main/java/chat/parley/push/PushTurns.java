package chat.parley.push;

import chat.parley.egress.FairQueue;
import chat.parley.http.FailureLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The subscriptions that have a turn on this node or wait for one, each at most once. A limited number of turns run
 * concurrently, divided fairly among push services, accounts, and the group of failing subscriptions, so a push service
 * that does not answer delays nobody else. Thread-safe.
 */
@Component
class PushTurns {

    /** One push service gets at most half of them. Turns mostly wait for the network. */
    private static final int MAX_CONCURRENT = 64;

    private static final int MAX_SUBSCRIPTIONS = 10_000;
    private static final Duration OVERLOAD_PAUSE = Duration.ofSeconds(2);

    private final PushSubscriptions subscriptions;
    private final PushTurn turn;
    private final PushQueue pending;
    private final FailureLog failures;
    private final FairQueue<Long> queue = new FairQueue<>(MAX_CONCURRENT);

    /** The waiting rooms by subscription; empty while the subscription has a turn and no further room waits. */
    private final Map<Long, Set<String>> rooms = new HashMap<>();

    PushTurns(PushSubscriptions subscriptions, PushTurn turn, PushQueue pending, FailureLog failures) {
        this.subscriptions = subscriptions;
        this.turn = turn;
        this.pending = pending;
        this.failures = failures;
    }

    /** Runs turns until it is cancelled. */
    Mono<Void> run() {
        return queue.run(this::take);
    }

    /** Adds rooms to be followed. Nothing is registered before the query has ended, which may also fail or be cancelled. */
    Mono<Void> add(List<RoomKey> keys) {
        List<Long> ids = keys.stream().map(RoomKey::subscription).distinct().toList();
        return ids.isEmpty()
                ? Mono.empty()
                : subscriptions
                        .groups(ids)
                        .doOnNext(groups -> keys.stream()
                                .filter(this::addRoom)
                                .map(RoomKey::subscription)
                                .forEach(id -> queue.add(id, groups.getOrDefault(id, Set.of()))))
                        .then();
    }

    /** Adds a room. Returns whether its subscription must be queued, because it neither waits nor has a turn. */
    private synchronized boolean addRoom(RoomKey key) {
        Set<String> waiting = rooms.get(key.subscription());
        if (waiting != null) {
            waiting.add(key.room());
            return false;
        }
        if (rooms.size() == MAX_SUBSCRIPTIONS) {
            pending.add(key, OVERLOAD_PAUSE);
            return false;
        }
        rooms.put(key.subscription(), new HashSet<>(Set.of(key.room())));
        return true;
    }

    private Mono<Void> take(long subscription) {
        return Mono.defer(() -> turn.take(subscription, takeRooms(subscription)))
                .onErrorResume(this::logFailure)
                .then(Mono.defer(() -> add(endTurn(subscription))))
                .onErrorResume(this::logFailure);
    }

    private Mono<Void> logFailure(Throwable failure) {
        failures.add("Could not notify browsers; the next tick tries again", failure);
        return Mono.empty();
    }

    private synchronized List<String> takeRooms(long subscription) {
        Set<String> waiting = rooms.put(subscription, new HashSet<>());
        return waiting == null ? List.of() : new ArrayList<>(waiting);
    }

    /** Ends the turn; returns the rooms that have been added meanwhile. */
    private synchronized List<RoomKey> endTurn(long subscription) {
        Set<String> waiting = rooms.remove(subscription);
        return waiting == null
                ? List.of()
                : waiting.stream().map(room -> new RoomKey(subscription, room)).toList();
    }
}

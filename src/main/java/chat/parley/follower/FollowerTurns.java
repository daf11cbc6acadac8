package chat.parley.follower;

import chat.parley.egress.FairQueue;
import chat.parley.http.FailureLog;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The followers that this node is sending to, or is about to. Each has one turn at a time; a limited number of turns
 * run concurrently, divided fairly among rooms, the groups of each kind, and the group of failing followers.
 * Turns exist only in memory: any node finds the work that a stop interrupted. Thread-safe.
 */
@Component
class FollowerTurns {

    /** Limits the share of the database's connections that followers use. */
    private static final int MAX_CONCURRENT = 32;

    private static final String FAILING = "failing";

    private final FollowerSender sender;
    private final FollowerSignals signals;
    private final FailureLog failures;
    private final Map<Long, Turn> turns = new ConcurrentHashMap<>();
    private final FairQueue<Turn> queue = new FairQueue<>(MAX_CONCURRENT);

    FollowerTurns(FollowerSender sender, FollowerSignals signals, FailureLog failures) {
        this.sender = sender;
        this.signals = signals;
        this.failures = failures;
    }

    private static final class Turn {

        private final Follower follower;
        private volatile boolean repeat;

        Turn(Follower follower) {
            this.follower = follower;
        }
    }

    /** Runs turns until disposed of, which cancels what is being sent. */
    Disposable begin() {
        return queue.run(this::run).subscribe();
    }

    /**
     * Adds turns. A follower that has one already gets another one after it. The number of queued turns is limited by
     * that of followers found in one statement.
     */
    Mono<Void> add(Collection<Follower> followers) {
        Map<String, List<Follower>> byKind = followers.stream()
                .filter(follower -> sender.kind(follower) != null)
                .collect(Collectors.groupingBy(Follower::kind));
        return Flux.fromIterable(byKind.values()).concatMap(this::enqueue).then();
    }

    /** Adds the turn. If the follower has one already, that one is repeated, and the result is false. */
    private boolean register(Turn turn) {
        Turn current = turns.putIfAbsent(turn.follower.id(), turn);
        if (current != null) {
            current.repeat = true;
        }
        return current == null;
    }

    /** Nothing is registered before the query has ended, which may also fail or be cancelled. */
    private Mono<Void> enqueue(List<Follower> followers) {
        FollowerKind kind = sender.kind(followers.get(0));
        List<Long> ids = followers.stream().map(Follower::id).toList();
        return (kind == null ? Mono.just(Map.<Long, Set<String>>of()) : kind.groups(ids))
                .doOnNext(groups -> followers.stream()
                        .map(Turn::new)
                        .filter(this::register)
                        .forEach(turn -> queue.add(turn, groups(turn.follower, groups))))
                .then();
    }

    private static Set<String> groups(Follower follower, Map<Long, Set<String>> ofKind) {
        Set<String> groups = new HashSet<>(ofKind.getOrDefault(follower.id(), Set.of()));
        groups.add("room " + follower.room());
        if (follower.failures() > 0) {
            groups.add(FAILING);
        }
        return groups;
    }

    private Mono<Void> run(Turn turn) {
        Follower follower = turn.follower;
        return Mono.defer(() -> {
                    turn.repeat = false;
                    return sender.send(follower);
                })
                .onErrorResume(failure -> {
                    failures.add("Could not send changes to a follower; the next tick tries again", failure);
                    return Mono.just(false);
                })
                .doOnNext(more -> end(turn, more))
                .then();
    }

    private void end(Turn turn, boolean more) {
        turns.remove(turn.follower.id(), turn);
        if (more || turn.repeat) {
            signals.recheck(turn.follower.room());
        }
    }
}

package chat.parley.follower;

import chat.parley.http.FailureLog;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The followers that this node is sending to, or is about to. Each has one turn at a time; a limited number of turns
 * run concurrently. Turns exist only in memory: any node finds the work that a stop interrupted. Thread-safe.
 */
@Component
class FollowerTurns {

    /** Limits the share of the database's connections that followers use. */
    private static final int MAX_CONCURRENT = 32;

    private final FollowerSender sender;
    private final FollowerSignals signals;
    private final FailureLog failures;
    private final Map<Long, Turn> turns = new ConcurrentHashMap<>();
    private final Sinks.Many<Turn> queue = Sinks.many().unicast().onBackpressureBuffer();

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
        Disposable.Composite running = Disposables.composite();
        running.add(queue.asFlux().flatMap(this::run, MAX_CONCURRENT).subscribe());
        return running;
    }

    /** Adds a turn. If the follower has one already, there will be another one after it. */
    void add(Follower follower) {
        if (sender.kind(follower) == null) {
            return;
        }
        Turn turn = new Turn(follower);
        Turn current = turns.putIfAbsent(follower.id(), turn);
        if (current != null) {
            current.repeat = true;
        } else {
            enqueue(turn);
        }
    }

    /** The number of queued turns is limited by that of followers found in one statement. */
    private synchronized void enqueue(Turn turn) {
        queue.tryEmitNext(turn);
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

package chat.parley.push;

import chat.parley.http.FailureLog;
import chat.parley.hub.Ticks;
import chat.parley.node.BackgroundTask;
import chat.parley.push.DueRooms.Due;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows the rooms of all subscriptions on behalf of their browsers. After a commit of this node the room's
 * subscriptions are compared with the log; at each tick, some subscriptions in turn, whatever happened. So a node that
 * dies, or a notification that is lost, only adds latency.
 */
@Configuration(proxyBeanMethods = false)
class PushFollower {

    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final int MAX_ROOMS = 200;
    private static final int MAX_KEYS = 1_000;
    private static final int SWEEP_SIZE = 200;

    private final DueRooms due;
    private final FollowedRooms followed;
    private final PushTurns turns;
    private final PushQueue queue;
    private final FailureLog failures;
    private final AtomicLong swept = new AtomicLong();

    PushFollower(DueRooms due, FollowedRooms followed, PushTurns turns, PushQueue queue, FailureLog failures) {
        this.due = due;
        this.followed = followed;
        this.turns = turns;
        this.queue = queue;
        this.failures = failures;
    }

    @Bean
    BackgroundTask pushTask(PushProperties properties, Ticks ticks) {
        return new BackgroundTask(() -> properties.enabled()
                ? Disposables.composite(ticks.schedule("look for unread messages to notify of", this::sweep), start())
                : Disposables.disposed());
    }

    private Disposable start() {
        return Flux.interval(PERIOD)
                .onBackpressureDrop()
                .concatMap(time -> findDue().onErrorResume(this::logFailure), 1)
                .then()
                .and(turns.run())
                .subscribe();
    }

    /** Finds the rooms to follow and queues their subscriptions. */
    private Mono<Void> findDue() {
        return Mono.defer(() -> {
            List<String> rooms = queue.dueRooms(MAX_ROOMS);
            Mono<Void> found = rooms.isEmpty() ? Mono.empty() : enqueue(due.inRooms(rooms));
            return found.then(Mono.defer(() -> turns.add(queue.dueKeys(MAX_KEYS))));
        });
    }

    /** Compares the next subscriptions with the log, and all that show something with the read marks. */
    Mono<Void> sweep() {
        return due.readElsewhere()
                .doOnNext(key -> queue.add(key, Duration.ZERO))
                .then(due.next(swept.get(), SWEEP_SIZE))
                .doOnNext(ids -> swept.set(ids.size() < SWEEP_SIZE ? 0 : ids.get(SWEEP_SIZE - 1)))
                .flatMap(ids -> ids.isEmpty() ? Mono.empty() : enqueue(due.ofSubscriptions(ids)));
    }

    private Mono<Void> enqueue(Flux<Due> rows) {
        return rows.collectList().flatMap(all -> {
            all.stream().filter(Due::concernsBrowser).forEach(one -> queue.add(one.key(), Duration.ZERO));
            return followed.advance(
                    all.stream().filter(one -> !one.concernsBrowser()).toList());
        });
    }

    private <T> Mono<T> logFailure(Throwable failure) {
        failures.add("Could not notify browsers; the next tick tries again", failure);
        return Mono.empty();
    }
}

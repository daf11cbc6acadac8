package chat.parley.follower;

import chat.parley.http.FailureLog;
import chat.parley.hub.Ticks;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds followers that are behind their rooms: at every tick, and soon after this node has changed a followed room. */
@Component
class FollowerDispatcher implements SmartLifecycle {

    /** Signals that arrive within this time share a statement. */
    private static final Duration COLLECTION_TIME = Duration.ofMillis(30);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);
    private static final int TICKS_PER_UPKEEP = 12;

    private final FollowerLeases leases;
    private final FollowerUpkeep upkeep;
    private final FollowerSender sender;
    private final FollowerTurns turns;
    private final FollowerSignals signals;
    private final FollowerMeters meters;
    private final Ticks ticks;
    private final FailureLog failures;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicInteger tickCount = new AtomicInteger();
    private volatile Disposable running = Disposables.disposed();

    FollowerDispatcher(
            FollowerLeases leases,
            FollowerUpkeep upkeep,
            FollowerSender sender,
            FollowerTurns turns,
            FollowerSignals signals,
            FollowerMeters meters,
            Ticks ticks,
            FailureLog failures) {
        this.leases = leases;
        this.upkeep = upkeep;
        this.sender = sender;
        this.turns = turns;
        this.signals = signals;
        this.meters = meters;
        this.ticks = ticks;
        this.failures = failures;
    }

    @Override
    public void start() {
        running = Disposables.composite(
                turns.begin(),
                ticks.schedule("send changes to followers", this::tick),
                () -> signals.onSignal(() -> {}));
        signals.onSignal(this::schedule);
    }

    /** Cancels what is being sent; another node sends it again immediately. */
    @Override
    public void stop(Runnable callback) {
        running.dispose();
        leases.release()
                .timeout(STOP_TIMEOUT)
                .onErrorComplete()
                .doFinally(end -> callback.run())
                .subscribe();
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    /** Called on the room log's thread after each commit to a followed room. */
    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            Mono.delay(COLLECTION_TIME)
                    .then(Mono.defer(this::compareSignalled))
                    .subscribe(
                            null,
                            failure -> failures.add(
                                    "Could not look for followers to send to; the next tick tries again", failure));
        }
    }

    private Mono<Void> compareSignalled() {
        scheduled.set(false);
        Set<String> changed = signals.takeChanged();
        Mono<List<Follower>> behind = signals.takeRecheck() ? leases.behind() : leases.behindIn(changed);
        return behind.flatMap(turns::add);
    }

    private Mono<Void> tick() {
        Mono<Void> kept = tickCount.getAndIncrement() % TICKS_PER_UPKEEP == 0 ? keepUp() : Mono.empty();
        return kept.then(leases.behind()).flatMap(turns::add);
    }

    private Mono<Void> keepUp() {
        return upkeep.followed()
                .doOnNext(signals::refresh)
                .thenMany(Flux.defer(upkeep::orphans))
                .concatMap(sender::endAccess)
                .then(Mono.defer(upkeep::states))
                .doOnNext(meters::update)
                .then();
    }
}

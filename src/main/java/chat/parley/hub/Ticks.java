package chat.parley.hub;

import chat.parley.channel.ChannelLayer;
import chat.parley.http.FailureLog;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs recurring work that compares this node with the database: regularly with jitter, immediately when the channel
 * layer is back, and often while it is down.
 */
@Component
public class Ticks {

    private static final double JITTER = 0.2;

    /** The limit for work that may have stalled; it then fails, so that later ticks are not lost. */
    static final Duration WORK_TIMEOUT = Duration.ofSeconds(30);

    private final Flux<ChannelLayer.State> ticks;
    private final HubMeters meters;
    private final FailureLog failures;
    private final LongSupplier nanoTime;
    private final Duration overdueAfter;
    private final Map<String, Long> lastSuccess = new ConcurrentHashMap<>();

    @Autowired
    Ticks(ChannelLayer channels, HubProperties properties, SecureRandom random, HubMeters meters, FailureLog failures) {
        this(channels, properties, random, meters, failures, System::nanoTime);
    }

    Ticks(
            ChannelLayer channels,
            HubProperties properties,
            SecureRandom random,
            HubMeters meters,
            FailureLog failures,
            LongSupplier nanoTime) {
        this.meters = meters;
        this.failures = failures;
        this.nanoTime = nanoTime;
        this.overdueAfter = maxPeriod(properties.tick()).plus(WORK_TIMEOUT.multipliedBy(2));
        this.ticks = channels.states()
                .distinctUntilChanged()
                .switchMap(state -> Flux.concat(
                        Mono.just(state),
                        every(state == ChannelLayer.State.UP ? properties.tick() : properties.tickWhileDown(), random)
                                .map(tick -> state)))
                .share();
    }

    /**
     * Runs work at every tick until disposed of. A tick during which the previous work is still running is skipped.
     * Work that fails or takes longer than {@link #WORK_TIMEOUT} is logged and retried at the next tick.
     *
     * @param task a description for the log and the health check, such as "compare …"; must be unique
     */
    public Disposable schedule(String task, Supplier<Mono<Void>> work) {
        lastSuccess.put(task, nanoTime.getAsLong());
        Disposable running = ticks.onBackpressureDrop()
                .concatMap(tick -> runOnce(task, work), 1)
                .subscribe();
        return Disposables.composite(running, () -> lastSuccess.remove(task));
    }

    /**
     * Returns the work that has not succeeded for longer than one tick and two timeouts, with the time since its last
     * success. Empty while the node works normally.
     */
    public SortedMap<String, Duration> overdue() {
        long now = nanoTime.getAsLong();
        SortedMap<String, Duration> overdue = new TreeMap<>();
        lastSuccess.forEach((task, success) -> {
            Duration elapsed = Duration.ofNanos(now - success);
            if (elapsed.compareTo(overdueAfter) > 0) {
                overdue.put(task, elapsed);
            }
        });
        return overdue;
    }

    private Mono<Void> runOnce(String task, Supplier<Mono<Void>> work) {
        return meters.tick(task, Mono.defer(work).timeout(WORK_TIMEOUT))
                .doOnSuccess(done -> lastSuccess.computeIfPresent(task, (name, before) -> nanoTime.getAsLong()))
                .onErrorResume(failure -> retryLater(task, failure));
    }

    private Mono<Void> retryLater(String task, Throwable failure) {
        failures.add("Could not " + task + "; the next tick tries again", failure);
        return Mono.empty();
    }

    private static Flux<Long> every(Duration period, SecureRandom random) {
        return Mono.defer(() -> Mono.delay(jittered(period, random))).repeat();
    }

    private static Duration maxPeriod(Duration period) {
        return Duration.ofMillis(Math.round(period.toMillis() * (1 + JITTER)));
    }

    private static Duration jittered(Duration period, SecureRandom random) {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return Duration.ofMillis(Math.round(period.toMillis() * factor));
    }
}

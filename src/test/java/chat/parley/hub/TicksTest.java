package chat.parley.hub;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.channel.InMemoryChannelLayer;
import chat.parley.http.FailureLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class TicksTest {

    private static final Duration TICK = Duration.ofSeconds(5);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger runs = new AtomicInteger();
    private VirtualTimeScheduler time;

    @BeforeEach
    void virtualTime() {
        time = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private Ticks ticks() {
        return new Ticks(
                new InMemoryChannelLayer(),
                new HubProperties(TICK, TICK),
                new SecureRandom(),
                new HubMeters(registry),
                new FailureLog(Clock.systemUTC()),
                () -> time.now(TimeUnit.NANOSECONDS));
    }

    @Test
    void endlessWorkTimesOutAndLaterTicksRun() {
        ticks().schedule("hang once", () -> runs.incrementAndGet() == 1 ? Mono.never() : Mono.empty());

        time.advanceTimeBy(TICK.multipliedBy(4));
        assertThat(runs).hasValue(1);
        time.advanceTimeBy(Ticks.WORK_TIMEOUT.plus(TICK.multipliedBy(2)));

        assertThat(runs.get()).isGreaterThan(1);
        assertThat(registry.get("parley.ticks").tag("outcome", "failed").timer().count())
                .isEqualTo(1);
    }

    @Test
    void failedWorkIsRetried() {
        ticks().schedule("fail", () -> {
            runs.incrementAndGet();
            return Mono.error(new IllegalStateException("broken"));
        });

        time.advanceTimeBy(TICK.multipliedBy(10));

        assertThat(runs.get()).isGreaterThan(5);
    }

    @Test
    void workIsOverdueAfterTickAndTwoTimeoutsWithoutSuccess() {
        Duration bound = TICK.multipliedBy(12).dividedBy(10).plus(Ticks.WORK_TIMEOUT.multipliedBy(2));
        AtomicBoolean broken = new AtomicBoolean(true);
        Ticks ticks = ticks();
        ticks.schedule("succeed", Mono::empty);
        ticks.schedule("hang", () -> broken.get() ? Mono.never() : Mono.empty());

        time.advanceTimeBy(bound);
        assertThat(ticks.overdue()).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(ticks.overdue()).containsOnlyKeys("hang").containsValue(bound.plusMillis(1));
        broken.set(false);
        time.advanceTimeBy(Ticks.WORK_TIMEOUT.plus(TICK.multipliedBy(2)));
        assertThat(ticks.overdue()).isEmpty();
    }

    @Test
    void repeatedlyFailingWorkIsOverdueAndDisposedWorkIsNot() {
        Ticks ticks = ticks();
        Disposable work = ticks.schedule("fail", () -> Mono.error(new IllegalStateException("broken")));

        time.advanceTimeBy(TICK.multipliedBy(20));
        assertThat(ticks.overdue()).containsOnlyKeys("fail");
        work.dispose();
        assertThat(ticks.overdue()).isEmpty();
    }
}

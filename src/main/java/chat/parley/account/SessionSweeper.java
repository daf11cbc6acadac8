package chat.parley.account;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Removes sessions that have run out. They are invalid without it; this keeps the table small. */
@Component
class SessionSweeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionSweeper.class);
    private static final int AT_ONCE = 500;

    private final Sessions sessions;
    private final GuestSessions guests;
    private final Duration interval;
    private final SplittableRandom jitter;
    private Disposable sweeping = Disposables.disposed();

    SessionSweeper(Sessions sessions, GuestSessions guests, SessionProperties properties, SecureRandom random) {
        this.sessions = sessions;
        this.guests = guests;
        interval = properties.sweepInterval();
        jitter = new SplittableRandom(random.nextLong());
    }

    /** Removes all that have run out, some at a time, and ends those of guests where a new configuration has no guests. */
    Mono<Void> sweep() {
        return Mono.defer(() -> sessions.sweep(AT_ONCE))
                .repeat()
                .takeUntil(removed -> removed < AT_ONCE)
                .then(guests.endUnlessAllowed());
    }

    /** Between half and one and a half of the interval, so that nodes that started together spread out. */
    private Duration pause() {
        return Duration.ofMillis((long) (interval.toMillis() * (0.5 + jitter.nextDouble())));
    }

    @Override
    public void start() {
        sweeping = Mono.defer(() -> Mono.delay(pause()))
                .then(sweep().onErrorResume(SessionSweeper::later))
                .repeat()
                .subscribe();
    }

    private static Mono<Void> later(Throwable error) {
        log.warn("Sessions that have run out will be removed later: {}", error.toString());
        return Mono.empty();
    }

    @Override
    public void stop() {
        sweeping.dispose();
    }

    @Override
    public boolean isRunning() {
        return !sweeping.isDisposed();
    }
}

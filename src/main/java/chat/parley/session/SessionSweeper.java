package chat.parley.session;

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

/** Deletes expired sessions periodically, to keep the table small. They are invalid in any case. */
@Component
class SessionSweeper implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionSweeper.class);
    private static final int BATCH_SIZE = 500;

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

    /**
     * Deletes all expired sessions in batches, and ends guests' sessions if the configuration no longer admits guests.
     */
    Mono<Void> sweep() {
        return Mono.defer(() -> sessions.sweep(BATCH_SIZE))
                .repeat()
                .takeUntil(removed -> removed < BATCH_SIZE)
                .then(guests.endUnlessAllowed());
    }

    /**
     * Returns a random time between half and one and a half of the interval, so that nodes that started together spread
     * out.
     */
    private Duration pause() {
        return Duration.ofMillis((long) (interval.toMillis() * (0.5 + jitter.nextDouble())));
    }

    @Override
    public void start() {
        sweeping = Mono.defer(() -> Mono.delay(pause()))
                .then(sweep().onErrorResume(SessionSweeper::logFailure))
                .repeat()
                .subscribe();
    }

    private static Mono<Void> logFailure(Throwable error) {
        log.warn("Could not remove expired sessions; retrying later: {}", error.toString());
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

package chat.parley.database;

import io.r2dbc.spi.R2dbcTransientException;
import java.time.Duration;
import org.springframework.dao.TransientDataAccessException;
import reactor.util.retry.Retry;

/** Failures that changed nothing and may not happen again: deadlocks, serialization failures, timeouts of locks. */
public final class TransientFailures {

    private static final int RETRIES = 4;
    private static final Duration FIRST = Duration.ofMillis(10);

    private TransientFailures() {}

    /** Tries again after a transient failure, a few times; the last failure comes out as it is. */
    public static Retry retry() {
        return Retry.backoff(RETRIES, FIRST)
                .filter(TransientFailures::isTransient)
                .onRetryExhaustedThrow((spec, signal) -> signal.failure());
    }

    /** Spring knows only some of R2DBC's transient failures; a deadlock on PostgreSQL is none of them. */
    private static boolean isTransient(Throwable failure) {
        return failure instanceof TransientDataAccessException || failure.getCause() instanceof R2dbcTransientException;
    }
}

package chat.parley.database;

import io.r2dbc.spi.R2dbcTransientException;
import java.time.Duration;
import org.springframework.dao.TransientDataAccessException;
import reactor.util.retry.Retry;

/** Recognizes failures that changed nothing and are worth a retry: deadlocks, serialization failures, lock timeouts. */
public final class TransientFailures {

    private static final int MAX_RETRIES = 4;
    private static final Duration MIN_DELAY = Duration.ofMillis(10);

    private TransientFailures() {}

    /** Returns a retry with back-off for transient failures; the last failure is passed on unchanged. */
    public static Retry retry() {
        return Retry.backoff(MAX_RETRIES, MIN_DELAY)
                .filter(TransientFailures::isTransient)
                .onRetryExhaustedThrow((spec, signal) -> signal.failure());
    }

    /** Spring recognizes only some of R2DBC's transient failures; deadlocks on PostgreSQL are not among them. */
    private static boolean isTransient(Throwable failure) {
        return failure instanceof TransientDataAccessException || failure.getCause() instanceof R2dbcTransientException;
    }
}

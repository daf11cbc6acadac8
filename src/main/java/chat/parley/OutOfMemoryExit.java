package chat.parley;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import chat.parley.http.FailureLog;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/**
 * Ends the process after the first {@link OutOfMemoryError}. A node that has lost threads or writes still accepts
 * connections but does not serve them; after a restart, or through another node, its clients are served. The JVM option
 * {@code -XX:+ExitOnOutOfMemoryError} does the same, earlier; this class covers processes that are started without it.
 *
 * <p>Netty, Reactor, the drivers and Parley log every unhandled failure. A log filter therefore sees all of them, on
 * whatever thread they occurred and however they are wrapped.
 */
final class OutOfMemoryExit {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(OutOfMemoryExit.class);

    /** The exit code of the JVM option. */
    static final int EXIT_CODE = 3;

    private static final int MAX_CAUSES = 16;

    private OutOfMemoryExit() {}

    /**
     * Installs the handlers that do not depend on logging. Call it before the application starts; the log filter
     * follows later, because the logging system drops filters when it starts.
     */
    static void endsTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            check(failure);
            log.error("The thread {} failed", thread.getName(), failure);
        });
        Schedulers.onHandleError((thread, failure) -> check(failure));
        FailureLog dropped = new FailureLog(Clock.systemUTC());
        Hooks.onErrorDropped(failure -> {
            check(failure);
            dropped.add("An unhandled failure was dropped", failure);
        });
    }

    /** Installs the log filter. Call it after the logging system has started. */
    static void endsTheProcessWhenLogged() {
        ILoggerFactory logging = LoggerFactory.getILoggerFactory();
        if (logging instanceof LoggerContext logback) {
            logback.addTurboFilter(new Watch());
        }
    }

    private static void check(@Nullable Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            if (cause instanceof OutOfMemoryError) {
                exit(cause);
            }
            cause = cause.getCause();
        }
    }

    /** Skips shutdown hooks, which may need memory and may wait for each other. */
    private static void exit(Throwable cause) {
        try {
            log.error("Out of memory, this node is shutting down: {}", cause.getMessage());
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static final class Watch extends TurboFilter {

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] parameters,
                @Nullable Throwable failure) {
            check(failure);
            return FilterReply.NEUTRAL;
        }
    }
}

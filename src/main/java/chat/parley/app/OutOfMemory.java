package chat.parley.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/**
 * Ends the process as soon as an {@link OutOfMemoryError} is seen: a node that has lost some of its threads or writes
 * accepts connections and does not serve them, while another node, or the same one after a restart, would. This is what the
 * JVM's own {@code -XX:+ExitOnOutOfMemoryError} does earlier, for those who start it without that option.
 *
 * <p>Netty, Reactor, the drivers and Parley itself log every failure that nobody handles, so the log is where all of them
 * are seen, whatever thread they happened on and however they are wrapped.
 */
final class OutOfMemory {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(OutOfMemory.class);

    /** The JVM's own code for this end. */
    static final int EXIT_CODE = 3;

    private static final int MAX_CAUSES = 16;

    private OutOfMemory() {}

    /** To be called before the logging system starts, which then drops what is watched of the log. */
    static void endsTheProcess() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            check(failure);
            log.error("The thread {} failed", thread.getName(), failure);
        });
        Schedulers.onHandleError((thread, failure) -> check(failure));
        Hooks.onErrorDropped(failure -> {
            check(failure);
            log.error("A failure reached nobody", failure);
        });
    }

    /** To be called after the logging system has started. */
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

    /** Without shutdown hooks, which may need memory and wait for each other. */
    private static void exit(Throwable cause) {
        try {
            log.error("This node ends, because it is out of memory: {}", cause.getMessage());
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

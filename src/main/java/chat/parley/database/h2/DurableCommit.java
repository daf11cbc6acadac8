package chat.parley.database.h2;

import chat.parley.batch.GroupCommit;
import chat.parley.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Makes commits of the embedded database durable across process crashes and power failures. By default, H2 writes
 * commits to its file half a second later and leaves them in the operating system's cache. Requests that arrive during
 * a write to disk are served together by the next one; in between, H2 writes and compacts its file on its own. A
 * request that finds no write to disk in progress performs it on its own thread, without waking another.
 *
 * <p>Other connections see commits before they are on disk, so their results are held back, too: nobody is shown
 * anything that a power failure could undo.
 */
public final class DurableCommit {

    private static final String FORCE = "checkpoint sync";

    /** If the disk takes longer, all waiting requests fail, although their changes may have been stored. */
    private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(15);

    private final GroupCommit<Request> queue = new GroupCommit<>(Integer.MAX_VALUE, Integer.MAX_VALUE, this::force);
    private final DatabaseAddress address;
    private final Scheduler scheduler;

    /** Accessed only by the write to disk that is in progress. */
    private volatile @Nullable Connection connection;

    /**
     * Changes are numbered when their commits begin; this set contains those that have not ended. Guarded by itself.
     */
    private final TreeSet<Long> unfinished = new TreeSet<>();

    private volatile long lastChange;
    private volatile long lastForced;
    private volatile Sync running = new Sync(0, Sinks.empty());

    /**
     * @param scheduler where the driver may block; needs a spare thread, because the holders of all other threads may
     *     wait for this one
     */
    public DurableCommit(DatabaseAddress address, Scheduler scheduler) {
        this.address = address;
        this.scheduler = scheduler;
    }

    /**
     * Reports that a change is about to be committed and may be visible from now on. The caller must report its end
     * with {@link #end}, whether it succeeds or fails.
     */
    long begin() {
        synchronized (unfinished) {
            unfinished.add(++lastChange);
            return lastChange;
        }
    }

    void end(long change) {
        synchronized (unfinished) {
            unfinished.remove(change);
        }
    }

    /**
     * Completes when everything that an executed statement may have seen is on disk. This is usually already so and
     * then costs nothing.
     *
     * @param scheduler where to continue if it had to wait
     */
    Mono<Void> awaitSeen(Scheduler scheduler) {
        return Mono.defer(() -> {
            long seen = lastChange;
            return lastForced >= seen ? Mono.empty() : awaitSeen(seen).publishOn(scheduler);
        });
    }

    private Mono<Void> awaitSeen(long seen) {
        if (lastForced >= seen) {
            return Mono.empty();
        }
        Sync current = running;
        return (current.upTo() >= seen
                        ? current.end().asMono().timeout(SYNC_TIMEOUT).onErrorResume(failure -> forced())
                        : forced())
                .then(Mono.defer(() -> awaitSeen(seen)));
    }

    /** Completes when everything committed before the subscription is on disk. */
    Mono<Void> forced() {
        return Mono.defer(() -> {
            Request request = new Request(Thread.currentThread(), Sinks.empty());
            queue.offer(request);
            return request.end().asMono().timeout(SYNC_TIMEOUT);
        });
    }

    private Mono<Void> force(List<Request> requests) {
        Mono<Void> force = Mono.fromRunnable(() -> forceAll(requests));
        return DatabaseThreads.isCurrent() && requests.get(0).thread() == Thread.currentThread()
                ? force
                : force.subscribeOn(scheduler);
    }

    private void forceAll(List<Request> requests) {
        Sync current = new Sync(lastFinished(), Sinks.empty());
        running = current;
        try {
            checkpoint();
        } catch (SQLException | RuntimeException failure) {
            current.end().tryEmitError(failure);
            requests.forEach(request -> request.end().tryEmitError(failure));
            return;
        }
        lastForced = current.upTo();
        current.end().tryEmitEmpty();
        requests.forEach(request -> request.end().tryEmitEmpty());
    }

    private void checkpoint() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = address.connect();
            connection = open;
        }
        try (Statement statement = open.createStatement()) {
            statement.execute(FORCE);
        }
    }

    /** Returns the number up to which all changes have been committed. */
    private long lastFinished() {
        synchronized (unfinished) {
            return unfinished.isEmpty() ? lastChange : unfinished.first() - 1;
        }
    }

    /** @param thread the thread that made the request */
    private record Request(Thread thread, Sinks.Empty<Void> end) {}

    /** @param upTo the number up to which all changes are on disk when this write ends */
    private record Sync(long upTo, Sinks.Empty<Void> end) {}
}

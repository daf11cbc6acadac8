package chat.parley.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Makes what the embedded database has committed survive the end of this process and a power cut: left alone, H2 writes
 * commits to its file half a second later, and leaves them to the operating system there. Whoever waits while the disk is
 * being written to is served by the next writing, all of them at once; in between, H2 writes on its own, and tidies its file.
 *
 * <p>Other connections see what is committed before it is on the disk. What they have read waits for that, too: nobody is
 * shown what a power cut can take back.
 */
final class Disk {

    private static final String FORCE = "checkpoint sync";

    private final GroupCommit<Sinks.Empty<Void>> waiting =
            new GroupCommit<>(Integer.MAX_VALUE, Integer.MAX_VALUE, this::force);
    private final Mono<Connection> connection;
    private final Scheduler scheduler;

    /** Changes are numbered as their commits begin; these have not ended. Guarded by itself. */
    private final TreeSet<Long> unfinished = new TreeSet<>();

    private volatile long begun;
    private volatile long forced;
    private volatile Writing writing = new Writing(0, Sinks.empty());

    /** @param scheduler where the driver may work, with a thread to spare: whoever holds all others waits for this */
    Disk(ConnectionFactory driver, Scheduler scheduler) {
        this.connection = Mono.<Connection>from(driver.create())
                .cache(open -> Duration.ofMillis(Long.MAX_VALUE), failure -> Duration.ZERO, () -> Duration.ZERO);
        this.scheduler = scheduler;
    }

    /** A change is about to be committed, and may be seen from now on. Must be told when it has been, or has failed. */
    long committing() {
        synchronized (unfinished) {
            unfinished.add(++begun);
            return begun;
        }
    }

    void committed(long change) {
        synchronized (unfinished) {
            unfinished.remove(change);
        }
    }

    /**
     * Completes when all that a statement may have seen, which has been executed, is on the disk. That is usually so
     * already, and costs nothing then.
     *
     * @param on where to go on if it was not
     */
    Mono<Void> settled(Scheduler on) {
        return Mono.defer(() -> {
            long seen = begun;
            return forced >= seen ? Mono.empty() : settled(seen).publishOn(on);
        });
    }

    private Mono<Void> settled(long seen) {
        if (forced >= seen) {
            return Mono.empty();
        }
        Writing now = writing;
        return (now.upTo() >= seen ? now.end().asMono().onErrorResume(failure -> forced()) : forced())
                .then(Mono.defer(() -> settled(seen)));
    }

    /** Completes when all that was committed before the subscription is on the disk. */
    Mono<Void> forced() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> answer = Sinks.empty();
            waiting.offer(answer);
            return answer.asMono();
        });
    }

    private Mono<Void> force(List<Sinks.Empty<Void>> askers) {
        Writing now = new Writing(finished(), Sinks.empty());
        writing = now;
        return connection
                .flatMapMany(open -> (Publisher<? extends Result>)
                        open.createStatement(FORCE).execute())
                .flatMap(Result::getRowsUpdated)
                .then()
                .subscribeOn(scheduler)
                .doOnSuccess(done -> {
                    forced = now.upTo();
                    now.end().tryEmitEmpty();
                    askers.forEach(Sinks.Empty::tryEmitEmpty);
                })
                .doOnError(failure -> {
                    now.end().tryEmitError(failure);
                    askers.forEach(asker -> asker.tryEmitError(failure));
                });
    }

    /** The number up to which all changes have been committed. */
    private long finished() {
        synchronized (unfinished) {
            return unfinished.isEmpty() ? begun : unfinished.first() - 1;
        }
    }

    /** @param upTo the number up to which all changes are on the disk when it ends */
    private record Writing(long upTo, Sinks.Empty<Void> end) {}
}

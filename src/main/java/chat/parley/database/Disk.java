package chat.parley.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Makes what the embedded database has committed survive the end of this process and a power cut: left alone, H2 writes
 * commits to its file half a second later, and leaves them to the operating system there. Whoever waits while the disk is
 * being written to is served by the next writing, all of them at once; in between, H2 writes on its own, and tidies its file.
 */
final class Disk {

    private static final String FORCE = "checkpoint sync";

    private final GroupCommit<Sinks.Empty<Void>> waiting =
            new GroupCommit<>(Integer.MAX_VALUE, Integer.MAX_VALUE, this::force);
    private final Mono<Connection> connection;
    private final Scheduler scheduler;

    /** @param scheduler where the driver may work, with a thread to spare: whoever holds all others waits for this */
    Disk(ConnectionFactory driver, Scheduler scheduler) {
        this.connection = Mono.<Connection>from(driver.create())
                .cache(open -> Duration.ofMillis(Long.MAX_VALUE), failure -> Duration.ZERO, () -> Duration.ZERO);
        this.scheduler = scheduler;
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
        return connection
                .flatMapMany(open -> (Publisher<? extends Result>)
                        open.createStatement(FORCE).execute())
                .flatMap(Result::getRowsUpdated)
                .then()
                .subscribeOn(scheduler)
                .doOnSuccess(done -> askers.forEach(Sinks.Empty::tryEmitEmpty))
                .doOnError(failure -> askers.forEach(asker -> asker.tryEmitError(failure)));
    }
}

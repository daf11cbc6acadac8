package chat.parley.account;

import chat.parley.http.Refusal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where passwords are judged and hashed: work that is slow on purpose, and must hold up neither event loops nor each
 * other. A few threads and a bounded queue; when it is full, refuses with {@code overloaded}.
 */
@Component
class Hashing implements DisposableBean {

    private static final Duration FULL = Duration.ofSeconds(2);
    private static final int IDLE_SECONDS = 60;

    private final Scheduler scheduler;

    Hashing(HashingProperties properties) {
        int queuePerThread = (properties.queue() + properties.threads() - 1) / properties.threads();
        scheduler = Schedulers.newBoundedElastic(properties.threads(), queuePerThread, "hashing", IDLE_SECONDS, true);
    }

    /** Runs the work; what follows runs elsewhere. Work that has not begun is dropped on cancellation. */
    <T> Mono<T> run(Callable<T> work) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, full -> Refusal.overloaded(FULL))
                .publishOn(Schedulers.parallel());
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}

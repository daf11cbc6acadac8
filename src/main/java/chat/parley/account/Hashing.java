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
 * other. A few threads and a bounded queue; when it is full, refuses with {@code overloaded}. New passwords have threads
 * and a queue of their own, half as many, so that log-ins do not wait behind sign-ups.
 */
@Component
class Hashing implements DisposableBean {

    private static final Duration FULL = Duration.ofSeconds(2);
    private static final int IDLE_SECONDS = 60;

    private final Scheduler logIns;
    private final Scheduler newPasswords;

    Hashing(HashingProperties properties) {
        logIns = scheduler("hashing", properties.threads(), properties.queue());
        newPasswords = scheduler("new-password", (properties.threads() + 1) / 2, properties.queue());
    }

    private static Scheduler scheduler(String name, int threads, int queue) {
        return Schedulers.newBoundedElastic(threads, (queue + threads - 1) / threads, name, IDLE_SECONDS, true);
    }

    /** Runs the work; what follows runs elsewhere. Work that has not begun is dropped on cancellation. */
    <T> Mono<T> run(Callable<T> work) {
        return run(work, logIns);
    }

    /** The same for a password that somebody chooses. */
    <T> Mono<T> runForNewPassword(Callable<T> work) {
        return run(work, newPasswords);
    }

    private static <T> Mono<T> run(Callable<T> work, Scheduler scheduler) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, full -> Refusal.overloaded(FULL))
                .publishOn(Schedulers.parallel());
    }

    @Override
    public void destroy() {
        logIns.dispose();
        newPasswords.dispose();
    }
}

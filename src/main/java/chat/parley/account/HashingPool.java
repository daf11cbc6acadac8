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
 * Runs password checks and hashing, which are deliberately slow, outside the event loops. Threads and queue are
 * bounded; when the queue is full, work is refused with {@code overloaded}. New passwords have their own queue and half
 * as many threads, so that log-ins do not wait behind sign-ups.
 */
@Component
class HashingPool implements DisposableBean {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final int IDLE_SECONDS = 60;

    private final Scheduler logIns;
    private final Scheduler newPasswords;

    HashingPool(HashingProperties properties) {
        int threads = properties.concurrentChecks();
        logIns = scheduler("hashing", threads, properties.queue());
        newPasswords = scheduler("new-password", (threads + 1) / 2, properties.queue());
    }

    private static Scheduler scheduler(String name, int threads, int queue) {
        return Schedulers.newBoundedElastic(threads, (queue + threads - 1) / threads, name, IDLE_SECONDS, true);
    }

    /**
     * Runs {@code work} on the pool and emits its result on another scheduler. Cancellation drops work that has not
     * started.
     */
    <T> Mono<T> run(Callable<T> work) {
        return run(work, logIns);
    }

    /** Does the same for a new password, on the threads for new passwords. */
    <T> Mono<T> runForNewPassword(Callable<T> work) {
        return run(work, newPasswords);
    }

    private static <T> Mono<T> run(Callable<T> work, Scheduler scheduler) {
        return Mono.fromCallable(work)
                .subscribeOn(scheduler)
                .onErrorMap(RejectedExecutionException.class, full -> Refusal.overloaded(RETRY_AFTER))
                .publishOn(Schedulers.parallel());
    }

    @Override
    public void destroy() {
        logIns.dispose();
        newPasswords.dispose();
    }
}

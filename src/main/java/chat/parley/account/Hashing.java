package chat.parley.account;

import chat.parley.http.Refusal;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
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

    private final Scheduler scheduler;

    Hashing(HashingProperties properties) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("hashing-");
        threads.setDaemon(true);
        scheduler = Schedulers.fromExecutorService(new ThreadPoolExecutor(
                properties.threads(),
                properties.threads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(properties.queue()),
                threads));
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

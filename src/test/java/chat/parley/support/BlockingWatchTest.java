package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockingWatchTest {

    @Test
    void blockingANonBlockingThreadFails() {
        Mono<Long> nap = Mono.fromCallable(BlockingWatchTest::nap).subscribeOn(Schedulers.parallel());

        assertThatThrownBy(nap::block).hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    @Test
    void cancellingTimersFromManyNonBlockingThreadsIsAllowed() {
        Flux<Integer> cancellations = Flux.range(0, 100_000)
                .parallel()
                .runOn(Schedulers.parallel())
                .doOnNext(i -> Flux.interval(Duration.ofHours(1)).subscribe().dispose())
                .sequential();

        assertThat(cancellations.count().block(Duration.ofMinutes(1))).isEqualTo(100_000);
    }

    private static long nap() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(1).toMillis());
        return 1;
    }
}

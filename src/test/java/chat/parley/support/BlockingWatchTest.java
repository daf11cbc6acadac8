package chat.parley.support;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockingWatchTest {

    @Test
    void blockingANonBlockingThreadFails() {
        Mono<Long> nap = Mono.fromCallable(BlockingWatchTest::nap).subscribeOn(Schedulers.parallel());

        assertThatThrownBy(nap::block).hasRootCauseInstanceOf(BlockingOperationError.class);
    }

    private static long nap() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(1).toMillis());
        return 1;
    }
}

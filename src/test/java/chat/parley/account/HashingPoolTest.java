package chat.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.http.Refusal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class HashingPoolTest {

    private final HashingPool hashing = new HashingPool(new HashingProperties(1, 1));

    @AfterEach
    void stop() {
        hashing.destroy();
    }

    @Test
    void workIsRefusedWhenTheQueueIsFull() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Disposable running = hashing.run(() -> {
                    begun.countDown();
                    release.await();
                    return 1;
                })
                .subscribe();
        begun.await();
        Mono<Integer> waiting = hashing.run(() -> 2).cache();
        Disposable queued = waiting.subscribe();

        StepVerifier.create(hashing.run(() -> 3)).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(Refusal.class);
            assertThat(((Refusal) error).code()).isEqualTo(Refusal.Code.OVERLOADED);
            assertThat(((Refusal) error).retryAfter()).isPositive();
        });

        release.countDown();
        StepVerifier.create(waiting).expectNext(2).verifyComplete();
        running.dispose();
        queued.dispose();
    }

    @Test
    void logInDoesNotWaitBehindNewPasswords() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Disposable signUp = hashing.runForNewPassword(() -> {
                    begun.countDown();
                    release.await();
                    return 1;
                })
                .subscribe();
        begun.await();

        StepVerifier.create(hashing.run(() -> 2)).expectNext(2).expectComplete().verify(Duration.ofSeconds(20));

        release.countDown();
        signUp.dispose();
    }

    @Test
    void resultIsEmittedOutsideThePool() {
        StepVerifier.create(hashing.run(() -> Thread.currentThread().getName())
                        .map(worker -> worker + " " + Thread.currentThread().getName()))
                .assertNext(names -> assertThat(names).startsWith("hashing-").contains(" parallel-"))
                .verifyComplete();
    }
}

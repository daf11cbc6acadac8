package chat.parley.faults;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnThreadTest {

    @Test
    void tasksScheduledWhileTheThreadEndsAreNoDefect() throws InterruptedException {
        OwnThread thread = new OwnThread("ending");
        CountDownLatch began = new CountDownLatch(1);
        thread.execute(() -> {
            began.countDown();
            while (!thread.isShutdown()) {
                Thread.onSpinWait();
            }
            thread.execute(() -> {});
        });
        began.await(1, TimeUnit.MINUTES);

        assertThatCode(thread::stop).doesNotThrowAnyException();
    }
}

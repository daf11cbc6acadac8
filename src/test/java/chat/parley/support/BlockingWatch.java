package chat.parley.support;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import reactor.blockhound.BlockHound;

/**
 * Installs BlockHound for all tests when a test plan starts. BlockHound's own listener would install it on loading,
 * which also happens in the build's own process.
 *
 * <p>Cancelling a timer takes the lock of its executor's queue for a moment. Reactor allows that for single timers, but
 * not for periodic ones. An error thrown while a thread waits for that lock would leave it in the queue of the lock, and
 * with it all timers and tasks of that executor would hang for the rest of the tests.
 */
public final class BlockingWatch implements TestExecutionListener {

    private static final String TIMER_QUEUE = ScheduledThreadPoolExecutor.class.getName() + "$DelayedWorkQueue";

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        BlockHound.install(builder -> builder.allowBlockingCallsInside(TIMER_QUEUE, "remove"));
    }
}

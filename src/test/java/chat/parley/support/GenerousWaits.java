package chat.parley.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/** Sets Awaitility's default timeout to a minute, because tests also run on machines with other loads. */
public final class GenerousWaits implements TestExecutionListener {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Awaitility.setDefaultTimeout(TIMEOUT);
    }
}

package chat.parley.support;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import reactor.blockhound.BlockHound;

/**
 * Installs BlockHound for all tests when a test plan starts. BlockHound's own listener would install it on loading,
 * which also happens in the build's own process.
 */
public final class BlockingWatch implements TestExecutionListener {

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        BlockHound.install();
    }
}

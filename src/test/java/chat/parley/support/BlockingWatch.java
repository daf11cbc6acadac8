package chat.parley.support;

import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import reactor.blockhound.BlockHound;

/**
 * Has BlockHound watch all tests. BlockHound's own listener does so wherever it is loaded, and the build loads listeners in
 * its own process, too, to deal the tests out.
 */
public final class BlockingWatch implements TestExecutionListener {

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        BlockHound.install();
    }
}

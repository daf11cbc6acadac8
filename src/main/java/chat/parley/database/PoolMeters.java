package chat.parley.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import reactor.pool.PoolMetricsRecorder;

/** How long work waits for a connection to the database, and how long opening one takes. */
final class PoolMeters implements PoolMetricsRecorder {

    private final Timer waits;
    private final Counter waitedInVain;
    private final Timer opened;
    private final Counter notOpened;

    PoolMeters(MeterRegistry registry) {
        waits = Timer.builder("parley.database.waits")
                .description("Waits for a connection of the pool, where there were any")
                .register(registry);
        waitedInVain = Counter.builder("parley.database.waits.failed")
                .description("Waits for a connection that ended without one")
                .register(registry);
        opened = Timer.builder("parley.database.connections.opened")
                .description("Connections to the database that were opened, and how long it took")
                .register(registry);
        notOpened = Counter.builder("parley.database.connections.failed")
                .description("Connections to the database that could not be opened")
                .register(registry);
    }

    @Override
    public void recordPendingSuccessAndLatency(long milliseconds) {
        waits.record(milliseconds, TimeUnit.MILLISECONDS);
    }

    @Override
    public void recordPendingFailureAndLatency(long milliseconds) {
        waitedInVain.increment();
    }

    @Override
    public void recordAllocationSuccessAndLatency(long milliseconds) {
        opened.record(milliseconds, TimeUnit.MILLISECONDS);
    }

    @Override
    public void recordAllocationFailureAndLatency(long milliseconds) {
        notOpened.increment();
    }

    @Override
    public void recordResetLatency(long milliseconds) {
        // Of no use to operators, as what follows
    }

    @Override
    public void recordDestroyLatency(long milliseconds) {
        // Of no use to operators
    }

    @Override
    public void recordRecycled() {
        // Of no use to operators
    }

    @Override
    public void recordLifetimeDuration(long milliseconds) {
        // Of no use to operators
    }

    @Override
    public void recordIdleTime(long milliseconds) {
        // Of no use to operators
    }

    @Override
    public void recordSlowPath() {
        // Of no use to operators
    }

    @Override
    public void recordFastPath() {
        // Of no use to operators
    }
}

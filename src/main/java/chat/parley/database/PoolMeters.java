package chat.parley.database;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import reactor.pool.PoolMetricsRecorder;

/** Metrics of the connection pool: waiting times, and times to open connections. */
final class PoolMeters implements PoolMetricsRecorder {

    private final Timer waits;
    private final Counter failedWaits;
    private final Timer opened;
    private final Counter failedOpenings;

    PoolMeters(MeterRegistry registry) {
        waits = Timer.builder("parley.database.waits")
                .description("Waiting times for a pooled connection, where waiting was necessary")
                .register(registry);
        failedWaits = Counter.builder("parley.database.waits.failed")
                .description("Waits for a pooled connection that failed")
                .register(registry);
        opened = Timer.builder("parley.database.connections.opened")
                .description("Time to open database connections")
                .register(registry);
        failedOpenings = Counter.builder("parley.database.connections.failed")
                .description("Database connections that could not be opened")
                .register(registry);
    }

    @Override
    public void recordPendingSuccessAndLatency(long milliseconds) {
        waits.record(milliseconds, TimeUnit.MILLISECONDS);
    }

    @Override
    public void recordPendingFailureAndLatency(long milliseconds) {
        failedWaits.increment();
    }

    @Override
    public void recordAllocationSuccessAndLatency(long milliseconds) {
        opened.record(milliseconds, TimeUnit.MILLISECONDS);
    }

    @Override
    public void recordAllocationFailureAndLatency(long milliseconds) {
        failedOpenings.increment();
    }

    @Override
    public void recordResetLatency(long milliseconds) {
        // Not useful to operators, like the following
    }

    @Override
    public void recordDestroyLatency(long milliseconds) {
        // Not useful to operators
    }

    @Override
    public void recordRecycled() {
        // Not useful to operators
    }

    @Override
    public void recordLifetimeDuration(long milliseconds) {
        // Not useful to operators
    }

    @Override
    public void recordIdleTime(long milliseconds) {
        // Not useful to operators
    }

    @Override
    public void recordSlowPath() {
        // Not useful to operators
    }

    @Override
    public void recordFastPath() {
        // Not useful to operators
    }
}

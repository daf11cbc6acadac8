package chat.parley.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** The values of clocks and counters at one moment. */
record Sample(long nanos, long serverCpu, long clientCpu, long arrived) {

    private static final double SECOND = 1e9;

    /** Waits until the moment, then takes the sample. */
    static Sample at(long moment, Server server, LongSupplier arrived) {
        for (long wait = moment - System.nanoTime(); wait > 0; wait = moment - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
        return new Sample(
                System.nanoTime(),
                Processes.cpu(server.pid()),
                Processes.cpu(ProcessHandle.current().pid()),
                arrived.getAsLong());
    }

    static Sample now(Server server, LongSupplier arrived) {
        return at(System.nanoTime(), server, arrived);
    }

    double secondsUntil(Sample after) {
        return (after.nanos - nanos) / SECOND;
    }

    double serverCpuUntil(Sample after) {
        return (after.serverCpu - serverCpu) / SECOND;
    }

    double clientCpuUntil(Sample after) {
        return (after.clientCpu - clientCpu) / SECOND;
    }
}

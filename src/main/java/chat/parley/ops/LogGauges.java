package chat.parley.ops;

import chat.parley.roomlog.RoomLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** What stands before the log's transactions. */
@Component
class LogGauges implements MeterBinder {

    private final RoomLog log;

    LogGauges(RoomLog log) {
        this.log = log;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("parley.log.waiting", log, RoomLog::waiting)
                .description("Writes that wait for a transaction of the log")
                .register(registry);
        TimeGauge.builder(
                        "parley.log.stalled",
                        log,
                        TimeUnit.NANOSECONDS,
                        rooms -> rooms.stalled().toNanos())
                .description("For how long the slowest part of the log has been busy with one transaction")
                .register(registry);
    }
}

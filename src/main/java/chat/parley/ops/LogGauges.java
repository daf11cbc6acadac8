package chat.parley.ops;

import chat.parley.roomlog.RoomLog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Meters of the room log's queue. */
@Component
class LogGauges implements MeterBinder {

    private final RoomLog log;

    LogGauges(RoomLog log) {
        this.log = log;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("parley.log.waiting", log, RoomLog::waiting)
                .description("Writes that are waiting for a transaction of the room log")
                .register(registry);
        TimeGauge.builder(
                        "parley.log.stalled",
                        log,
                        TimeUnit.NANOSECONDS,
                        rooms -> rooms.stalled().toNanos())
                .description("Age of the oldest transaction of the room log that is still running")
                .register(registry);
    }
}

package chat.parley.node;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Collects this node's vitals. Reads its meters by name, because they are registered in higher layers. */
@Component
class VitalsCollector {

    private final long startedAt = System.nanoTime();
    private final MeterRegistry meters;
    private final @Nullable BuildProperties build;

    VitalsCollector(MeterRegistry meters, ObjectProvider<BuildProperties> build) {
        this.meters = meters;
        this.build = build.getIfAvailable();
    }

    Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    @Nullable
    String version() {
        return build == null ? null : build.getVersion();
    }

    Vitals collect() {
        return new Vitals(
                (int) gauge("parley.connections"),
                (int) gauge("parley.rooms.live"),
                (long) gauge("parley.rooms.lag"),
                roundTrip(),
                gauge("parley.channel.up") > 0);
    }

    private double gauge(String name) {
        Gauge gauge = meters.find(name).gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private @Nullable Long roundTrip() {
        Timer timer = meters.find("parley.channel.round.trip").timer();
        return timer == null || timer.count() == 0 ? null : (long) timer.max(TimeUnit.MICROSECONDS);
    }
}

package chat.parley.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How often clients were told no, by code. The codes are few: refusals', and the names of HTTP's statuses. */
@Component
public class RefusalMeters {

    private final MeterRegistry registry;
    private final Map<Told, Counter> counters = new ConcurrentHashMap<>();

    public RefusalMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param code of the {@link Problem} that was told */
    public void told(Way way, String code) {
        counters.computeIfAbsent(new Told(way, code), this::counter).increment();
    }

    private Counter counter(Told told) {
        return Counter.builder("parley.refusals")
                .description("Requests and frames that were refused")
                .tag("way", told.way() == Way.HTTP ? "http" : "socket")
                .tag("code", told.code())
                .register(registry);
    }

    /** How the client asked. */
    public enum Way {
        HTTP,
        SOCKET
    }

    private record Told(Way way, String code) {}
}

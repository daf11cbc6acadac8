package chat.parley.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Counts refusals by code. The number of codes is small: those of {@link Refusal.Code} and the names of HTTP statuses.
 */
@Component
public class RefusalMeters {

    private final MeterRegistry registry;
    private final Map<Told, Counter> counters = new ConcurrentHashMap<>();

    public RefusalMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param code the code of the {@link Problem} that was sent */
    public void told(Way way, String code) {
        counters.computeIfAbsent(new Told(way, code), this::counter).increment();
    }

    private Counter counter(Told told) {
        return Counter.builder("parley.refusals")
                .description("Refused requests and frames")
                .tag("way", told.way() == Way.HTTP ? "http" : "socket")
                .tag("code", told.code())
                .register(registry);
    }

    /** The transport of the refused request. */
    public enum Way {
        HTTP,
        SOCKET
    }

    private record Told(Way way, String code) {}
}

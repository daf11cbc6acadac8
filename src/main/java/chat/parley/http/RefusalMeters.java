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
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    public RefusalMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param code the code of the {@link Problem} that was sent */
    public void count(Way way, String code) {
        counters.computeIfAbsent(new Key(way, code), this::counter).increment();
    }

    private Counter counter(Key key) {
        return Counter.builder("parley.refusals")
                .description("Refused requests and frames")
                .tag("way", key.way() == Way.HTTP ? "http" : "socket")
                .tag("code", key.code())
                .register(registry);
    }

    /** The transport of the refused request. */
    public enum Way {
        HTTP,
        SOCKET
    }

    private record Key(Way way, String code) {}
}

package chat.parley.egress;

import chat.parley.egress.EgressException.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts outgoing requests by their outcome. */
final class EgressMeters {

    private final Counter answered;
    private final Map<Reason, Counter> failed = new EnumMap<>(Reason.class);

    EgressMeters(MeterRegistry registry) {
        answered = counter(registry, "answered");
        for (Reason reason : Reason.values()) {
            failed.put(reason, counter(registry, reason.name().toLowerCase(Locale.ROOT)));
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("parley.egress.requests")
                .description("Requests to addresses that somebody has entered")
                .tag("outcome", outcome)
                .register(registry);
    }

    void answered() {
        answered.increment();
    }

    void failed(Reason reason) {
        Objects.requireNonNull(failed.get(reason)).increment();
    }
}

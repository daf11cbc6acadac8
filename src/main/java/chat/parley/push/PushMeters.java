package chat.parley.push;

import chat.parley.push.PushSender.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what this node sends to push services. */
@Component
class PushMeters {

    private final Counter accepted;
    private final Counter gone;
    private final Counter failed;

    PushMeters(MeterRegistry registry) {
        accepted = counter(registry, "accepted");
        gone = counter(registry, "gone");
        failed = counter(registry, "failed");
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return Counter.builder("parley.push.messages")
                .description("Messages to push services by outcome: accepted, failed, or the subscription was gone")
                .tag("outcome", outcome)
                .register(registry);
    }

    void count(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            accepted.increment();
        } else if (outcome instanceof Outcome.Gone) {
            gone.increment();
        } else {
            failed.increment();
        }
    }
}

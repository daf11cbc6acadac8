package chat.parley.task;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Metrics of the tasks that this node runs. */
@Component
class TaskMeters {

    private final MeterRegistry registry;

    TaskMeters(MeterRegistry registry, TaskHandlers handlers) {
        this.registry = registry;
        handlers.kinds().forEach(kind -> timer(kind, "done"));
    }

    void record(String kind, String outcome, Duration duration) {
        timer(kind, outcome).record(duration);
    }

    private Timer timer(String kind, String outcome) {
        return Timer.builder("parley.tasks")
                .description("Tries of tasks that exactly one node performs")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(registry);
    }
}

package chat.parley.follower;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Metrics of followers, by kind. */
@Component
class FollowerMeters {

    private final MeterRegistry registry;
    private final Map<String, FollowerUpkeep.State> states = new ConcurrentHashMap<>();

    FollowerMeters(MeterRegistry registry, ObjectProvider<FollowerKind> kinds) {
        this.registry = registry;
        kinds.stream().map(FollowerKind::name).forEach(kind -> {
            timer(kind, Outcome.delivered());
            update(List.of(new FollowerUpkeep.State(kind, 0, 0, 0)));
        });
    }

    /** Measures an attempt to send a page. */
    Mono<Outcome> send(String kind, Mono<Outcome> attempt) {
        return Mono.defer(() -> {
            Timer.Sample sample = Timer.start(registry);
            return attempt.doOnNext(outcome -> sample.stop(timer(kind, outcome)));
        });
    }

    /** Publishes the states as read from the database; kinds without followers are zero. */
    void update(List<FollowerUpkeep.State> read) {
        states.replaceAll((kind, before) -> new FollowerUpkeep.State(kind, 0, 0, 0));
        read.forEach(state -> {
            if (states.put(state.kind(), state) == null) {
                register(state.kind());
            }
        });
    }

    private void register(String kind) {
        gauge(
                "lag",
                kind,
                "Revisions that the follower furthest behind its room has not received",
                FollowerUpkeep.State::lag);
        gauge("failing", kind, "Followers whose last attempt failed", FollowerUpkeep.State::failing);
        gauge("paused", kind, "Followers that are paused", FollowerUpkeep.State::paused);
    }

    private void gauge(String name, String kind, String description, ToLongFunction<FollowerUpkeep.State> value) {
        Gauge.builder("parley.followers." + name, states, read -> {
                    FollowerUpkeep.State state = read.get(kind);
                    return state == null ? 0 : value.applyAsLong(state);
                })
                .description(description)
                .tag("kind", kind)
                .register(registry);
    }

    private Timer timer(String kind, Outcome outcome) {
        return Timer.builder("parley.followers.sent")
                .description("Attempts to send a page of changes to a follower")
                .tag("kind", kind)
                .tag("outcome", outcome.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT))
                .register(registry);
    }
}

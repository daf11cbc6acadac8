package chat.parley.hub;

import chat.parley.database.Epoch;
import chat.parley.database.EpochCheck;
import chat.parley.node.BackgroundTask;
import chat.parley.roomlog.Changes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Compares all live rooms of this node with the database at each tick, in one query and after the epoch. If the
 * database has gone back to an earlier state, the live rooms start over.
 */
@Configuration(proxyBeanMethods = false)
class Reconciliation {

    private final Hub hub;
    private final Changes changes;
    private final HubMeters meters;
    private final Epoch epoch;
    private final EpochCheck check;

    Reconciliation(Hub hub, Changes changes, HubMeters meters, Epoch epoch, EpochCheck check) {
        this.hub = hub;
        this.changes = changes;
        this.meters = meters;
        this.epoch = epoch;
        this.check = check;
    }

    @Bean
    BackgroundTask reconciliationTask(Ticks ticks) {
        return new BackgroundTask(() -> Disposables.composite(
                epoch.onChange(hub::startOver),
                ticks.schedule(
                        "compare the live rooms with the database",
                        () -> check.compare().then(Mono.defer(this::compare)))));
    }

    @Bean
    MeterBinder liveRooms(Hub hub) {
        return registry -> Gauge.builder(
                        "parley.rooms.live", hub, live -> live.rooms().size())
                .description("Rooms with an open connection or a watching account on this node")
                .register(registry);
    }

    private Mono<Void> compare() {
        Set<String> rooms = hub.rooms();
        String current = epoch.current();
        Map<String, Long> heads = hub.heads();
        return rooms.isEmpty()
                ? Mono.fromRunnable(() -> meters.compared(Map.of()))
                : changes.revisions(rooms)
                        .doOnNext(revisions -> meters.compared(hub.compare(revisions)))
                        .filter(revisions -> wentBack(heads, revisions))
                        .flatMap(lower -> check.wentBack(current));
    }

    /**
     * The heads are read before the database is queried and only contain committed revisions, so a lower revision in
     * the database means that it went back.
     */
    private static boolean wentBack(Map<String, Long> heads, Map<String, Long> revisions) {
        return heads.entrySet().stream()
                .anyMatch(head -> head.getValue() > 0 && revisions.getOrDefault(head.getKey(), 0L) < head.getValue());
    }
}

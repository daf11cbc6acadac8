package chat.parley.hub;

import chat.parley.database.Epoch;
import chat.parley.database.EpochCheck;
import chat.parley.node.Background;
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
 * At each tick, compares all live rooms of this node with the database in one query, after the epoch: where the database
 * has gone back, the rooms start over.
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
    Background comparing(Ticks ticks) {
        return new Background(() -> Disposables.composite(
                epoch.onChange(hub::startOver),
                ticks.each(
                        "compare the live rooms with the database",
                        () -> check.compare().then(Mono.defer(this::compare)))));
    }

    @Bean
    MeterBinder liveRooms(Hub hub) {
        return registry -> Gauge.builder(
                        "parley.rooms.live", hub, live -> live.rooms().size())
                .description("Rooms that have a connection or somebody who watches on this node")
                .register(registry);
    }

    private Mono<Void> compare() {
        Set<String> rooms = hub.rooms();
        String now = epoch.current();
        Map<String, Long> heads = hub.heads();
        return rooms.isEmpty()
                ? Mono.fromRunnable(() -> meters.compared(Map.of()))
                : changes.revisions(rooms)
                        .doOnNext(revisions -> meters.compared(hub.compare(revisions)))
                        .filter(revisions -> wentBack(heads, revisions))
                        .flatMap(lower -> check.wentBack(now));
    }

    /** The heads were known before the database was asked, and everything that a head says was committed before. */
    private static boolean wentBack(Map<String, Long> heads, Map<String, Long> revisions) {
        return heads.entrySet().stream()
                .anyMatch(head -> head.getValue() > 0 && revisions.getOrDefault(head.getKey(), 0L) < head.getValue());
    }
}

package chat.parley.hub;

import chat.parley.node.Background;
import chat.parley.roomlog.Changes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** At each tick, compares all live rooms of this node with the database in one query. */
@Configuration(proxyBeanMethods = false)
class Reconciliation {

    @Bean
    Background comparing(Ticks ticks, Hub hub, Changes changes, HubMeters meters) {
        return new Background(
                () -> ticks.each("compare the live rooms with the database", () -> compare(hub, changes, meters)));
    }

    @Bean
    MeterBinder liveRooms(Hub hub) {
        return registry -> Gauge.builder(
                        "parley.rooms.live", hub, live -> live.rooms().size())
                .description("Rooms that have a connection or somebody who watches on this node")
                .register(registry);
    }

    private static Mono<Void> compare(Hub hub, Changes changes, HubMeters meters) {
        Set<String> rooms = hub.rooms();
        return rooms.isEmpty()
                ? Mono.fromRunnable(() -> meters.compared(Map.of()))
                : changes.revisions(rooms)
                        .doOnNext(revisions -> meters.compared(hub.compare(revisions)))
                        .then();
    }
}

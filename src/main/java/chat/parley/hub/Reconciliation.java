package chat.parley.hub;

import chat.parley.node.Background;
import chat.parley.roomlog.Changes;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** At each tick, compares all live rooms of this node with the database in one query. */
@Configuration(proxyBeanMethods = false)
class Reconciliation {

    @Bean
    Background comparing(Ticks ticks, Hub hub, Changes changes) {
        return new Background(
                () -> ticks.each("compare the live rooms with the database", () -> compare(hub, changes)));
    }

    private static Mono<Void> compare(Hub hub, Changes changes) {
        Set<String> rooms = hub.rooms();
        return rooms.isEmpty()
                ? Mono.empty()
                : changes.revisions(rooms).doOnNext(hub::compare).then();
    }
}

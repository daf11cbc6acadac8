package chat.parley.presence;

import chat.parley.hub.Hub;
import chat.parley.hub.Signal;
import chat.parley.hub.Ticks;
import chat.parley.node.Background;
import chat.parley.node.Leases;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Looks who is here when another node says that it may have changed, and at each tick whatever nodes say. Makes this
 * node's rows agree with its connections at each tick, and stores them again when they went with a lost lease.
 */
@Configuration(proxyBeanMethods = false)
class PresenceWatch {

    @Bean
    Background looking(Presence presence, Hub hub, Ticks ticks, Leases leases) {
        return new Background(() -> Disposables.composite(
                hub.onSignal((room, signal) -> hear(presence, room, signal)),
                ticks.each("look who is here", () -> presence.lookNow(presence.rooms())),
                ticks.each("compare presence with the open rooms", presence::reconcile),
                storing(presence, leases)));
    }

    private static void hear(Presence presence, String room, Signal signal) {
        if (signal instanceof Signal.Presence) {
            presence.suspect(Set.of(room));
        }
    }

    private static Disposable storing(Presence presence, Leases leases) {
        return leases.renewals()
                .filter(renewal -> renewal == Leases.Renewal.LOST)
                .onBackpressureLatest()
                .concatMap(lost -> presence.storeAgain(), 1)
                .subscribe();
    }
}

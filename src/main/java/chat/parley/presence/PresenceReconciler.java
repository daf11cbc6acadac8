package chat.parley.presence;

import chat.parley.hub.Hub;
import chat.parley.hub.Signal;
import chat.parley.hub.Ticks;
import chat.parley.node.BackgroundTask;
import chat.parley.node.Leases;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Keeps presence up to date: reads rooms after notifications and at each tick, reconciles this node's rows with its
 * connections at each tick, and stores them again after the lease was lost.
 */
@Configuration(proxyBeanMethods = false)
class PresenceReconciler {

    @Bean
    BackgroundTask looking(Presence presence, Hub hub, Ticks ticks, Leases leases) {
        return new BackgroundTask(() -> Disposables.composite(
                hub.onSignal((room, signal) -> hear(presence, room, signal)),
                ticks.schedule("look who is here", () -> presence.lookNow(presence.rooms())),
                ticks.schedule("compare presence with the open rooms", presence::reconcile),
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

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
    BackgroundTask presenceTask(Presence presence, Hub hub, Ticks ticks, Leases leases) {
        return new BackgroundTask(() -> Disposables.composite(
                hub.onSignal((room, signal) -> receive(presence, room, signal)),
                ticks.schedule("look who is here", () -> presence.readNow(presence.rooms())),
                ticks.schedule("compare presence with the open rooms", presence::reconcile),
                storeAfterLoss(presence, leases)));
    }

    private static void receive(Presence presence, String room, Signal signal) {
        if (signal instanceof Signal.Presence) {
            presence.recheck(Set.of(room));
        }
    }

    private static Disposable storeAfterLoss(Presence presence, Leases leases) {
        return leases.renewals()
                .filter(renewal -> renewal == Leases.Renewal.LOST)
                .onBackpressureLatest()
                .concatMap(lost -> presence.storeAll(), 1)
                .subscribe();
    }
}

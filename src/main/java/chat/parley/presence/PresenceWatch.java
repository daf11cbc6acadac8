package chat.parley.presence;

import chat.parley.hub.Hub;
import chat.parley.hub.Signal;
import chat.parley.hub.Ticks;
import chat.parley.node.Leases;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Looks who is here when another node says that it may have changed, and at each tick whatever nodes say. Stores this
 * node's rows again when they went with a lost lease.
 */
@Component
class PresenceWatch implements SmartLifecycle {

    private final Presence presence;
    private final Hub hub;
    private final Ticks ticks;
    private final Leases leases;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean on;

    PresenceWatch(Presence presence, Hub hub, Ticks ticks, Leases leases) {
        this.presence = presence;
        this.hub = hub;
        this.ticks = ticks;
        this.leases = leases;
    }

    @Override
    public void start() {
        on = true;
        running.update(Disposables.composite(
                hub.onSignal(this::hear),
                leases.renewals()
                        .filter(renewal -> renewal == Leases.Renewal.LOST)
                        .onBackpressureLatest()
                        .concatMap(lost -> presence.storeAgain(), 1)
                        .subscribe(),
                ticks.ticks()
                        .concatMap(tick -> presence.lookNow(presence.rooms()), 1)
                        .subscribe()));
    }

    private void hear(String room, Signal signal) {
        if (signal instanceof Signal.Presence) {
            presence.suspect(Set.of(room));
        }
    }

    @Override
    public void stop() {
        on = false;
        running.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return on;
    }
}

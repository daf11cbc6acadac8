package chat.parley.presence;

import chat.parley.hub.Hub;
import chat.parley.hub.Signal;
import chat.parley.hub.Ticks;
import java.util.Set;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** Looks who is here when another node says that it may have changed, and at each tick whatever nodes say. */
@Component
class PresenceWatch implements SmartLifecycle {

    private final Presence presence;
    private final Hub hub;
    private final Ticks ticks;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean on;

    PresenceWatch(Presence presence, Hub hub, Ticks ticks) {
        this.presence = presence;
        this.hub = hub;
        this.ticks = ticks;
    }

    @Override
    public void start() {
        on = true;
        running.update(Disposables.composite(
                hub.onSignal(this::hear),
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

package chat.parley.hub;

import chat.parley.roomlog.Changes;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** At each tick, compares all live rooms of this node with the database in one query. */
@Component
class Reconciliation implements SmartLifecycle {

    private static final Log log = LogFactory.getLog(Reconciliation.class);

    private final Ticks ticks;
    private final Hub hub;
    private final Changes changes;
    private final Disposable.Swap running = Disposables.swap();
    private volatile boolean on;

    Reconciliation(Ticks ticks, Hub hub, Changes changes) {
        this.ticks = ticks;
        this.hub = hub;
        this.changes = changes;
    }

    @Override
    public void start() {
        on = true;
        running.update(ticks.ticks().concatMap(tick -> compare(), 1).subscribe());
    }

    private Mono<Void> compare() {
        Set<String> rooms = hub.rooms();
        return rooms.isEmpty()
                ? Mono.empty()
                : changes.revisions(rooms)
                        .doOnNext(hub::compare)
                        .then()
                        .doOnError(
                                failure -> log.warn("The live rooms could not be compared with the database", failure))
                        .onErrorComplete();
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

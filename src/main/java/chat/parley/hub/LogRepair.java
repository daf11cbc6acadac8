package chat.parley.hub;

import chat.parley.roomlog.Changes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Fills from the log what a live room or a cursor has missed. */
@Component
class LogRepair implements LiveRoom.Repair {

    private static final Log log = LogFactory.getLog(LogRepair.class);
    private static final int PAGE = 500;

    /** Nodes' messages overtake each other by milliseconds: most gaps close by themselves. */
    private static final Duration GRACE = Duration.ofMillis(20);

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);

    private final Pages pages;
    private final HubMeters meters;
    private final Set<LiveRoom> repairing = ConcurrentHashMap.newKeySet();

    @Autowired
    LogRepair(Changes changes, HubMeters meters) {
        this(changes::after, meters);
    }

    LogRepair(Pages pages, HubMeters meters) {
        this.pages = pages;
        this.meters = meters;
    }

    /** Reads the log, as {@link Changes#after} does. */
    interface Pages {

        Mono<Changes.Page> after(String room, long revision, int limit);
    }

    @Override
    public void soon(LiveRoom room) {
        repair(room, Mono.delay(GRACE).filter(waited -> room.gap()).hasElement());
    }

    /** The database is ahead of the room. */
    void now(LiveRoom room) {
        repair(room, Mono.just(true));
    }

    private void repair(LiveRoom room, Mono<Boolean> needed) {
        if (repairing.add(room)) {
            long before = room.head();
            needed.flatMap(gap -> gap ? meters.repair(read(room)) : Mono.empty())
                    // Not doFinally, which runs behind the subscriber: that may begin the next repair
                    .doOnTerminate(() -> repairing.remove(room))
                    .subscribe(null, failure -> log.warn("A live room could not be repaired yet", failure), () -> {
                        if (room.gap()) {
                            again(room, before);
                        }
                    });
        }
    }

    /** A gap that a whole read did not narrow is none: somebody announced what was never stored. */
    private void again(LiveRoom room, long before) {
        if (room.head() == before) {
            room.forgetEarly();
        } else {
            soon(room);
        }
    }

    private Mono<Void> read(LiveRoom room) {
        return page(room.id(), room::head, room::repaired);
    }

    private Mono<Void> page(String room, java.util.function.LongSupplier after, Consumer<Changes.Page> use) {
        return Mono.defer(() -> pages.after(room, after.getAsLong(), PAGE))
                .doOnNext(use)
                .flatMap(page -> page.more() ? page(room, after, use) : Mono.empty());
    }

    @Override
    public void fellOut() {
        meters.fellOut();
    }

    @Override
    public void catchUp(LiveRoom room, long position) {
        pages.after(room.id(), position, PAGE)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_RETRY)
                        .maxBackoff(LONGEST_RETRY)
                        .filter(failure -> room.awaited()))
                .subscribe(page -> room.caughtUp(position, page), failure -> {
                    log.debug("The connections left before they were caught up");
                    room.notCaughtUp();
                });
    }
}

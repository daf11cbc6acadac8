package chat.parley.hub;

import chat.parley.http.FailureLog;
import chat.parley.roomlog.Changes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Reads the changes that a live room or a cursor has missed from the log. */
@Component
class LogRepair implements LiveRoom.Repair {

    private static final Logger log = LoggerFactory.getLogger(LogRepair.class);
    private static final int PAGE_SIZE = 500;

    /** Messages of different nodes arrive out of order by milliseconds, so most gaps close by themselves. */
    private static final Duration GRACE_PERIOD = Duration.ofMillis(20);

    private static final Duration MIN_RETRY_DELAY = Duration.ofMillis(200);
    private static final Duration MAX_RETRY_DELAY = Duration.ofSeconds(5);

    private final Pages pages;
    private final HubMeters meters;
    private final FailureLog failures;
    private final Set<LiveRoom> repairing = ConcurrentHashMap.newKeySet();

    @Autowired
    LogRepair(Changes changes, HubMeters meters, FailureLog failures) {
        this(changes::after, meters, failures);
    }

    LogRepair(Pages pages, HubMeters meters, FailureLog failures) {
        this.pages = pages;
        this.meters = meters;
        this.failures = failures;
    }

    /** Reads pages of the log; see {@link Changes#after}. */
    interface Pages {

        Mono<Changes.Page> after(String room, long revision, int limit);
    }

    @Override
    public void soon(LiveRoom room) {
        repair(room, Mono.delay(GRACE_PERIOD).filter(elapsed -> room.gap()).hasElement());
    }

    /** Repairs a room that is known to be behind the database. */
    void now(LiveRoom room) {
        repair(room, Mono.just(true));
    }

    private void repair(LiveRoom room, Mono<Boolean> needed) {
        if (repairing.add(room)) {
            long before = room.head();
            needed.flatMap(gap -> gap ? meters.repair(read(room)) : Mono.empty())
                    // Not doFinally: it runs after the subscriber, which may start the next repair
                    .doOnTerminate(() -> repairing.remove(room))
                    .subscribe(
                            null,
                            failure -> failures.add("A live room could not be repaired; retrying", failure),
                            () -> {
                                if (room.gap()) {
                                    retry(room, before);
                                }
                            });
        }
    }

    /**
     * Retries while reads make progress. A gap that a complete read did not narrow refers to changes that were never
     * stored.
     */
    private void retry(LiveRoom room, long before) {
        if (room.head() == before) {
            room.discardHeldBack();
        } else {
            soon(room);
        }
    }

    private Mono<Void> read(LiveRoom room) {
        return page(room.id(), room::head, room::repaired);
    }

    private Mono<Void> page(String room, java.util.function.LongSupplier after, Consumer<Changes.Page> apply) {
        return Mono.defer(() -> pages.after(room, after.getAsLong(), PAGE_SIZE))
                .doOnNext(apply)
                .flatMap(page -> page.more() ? page(room, after, apply) : Mono.empty());
    }

    @Override
    public void fellOut() {
        meters.fellOut();
    }

    @Override
    public void catchUp(LiveRoom room, long position) {
        pages.after(room.id(), position, PAGE_SIZE)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, MIN_RETRY_DELAY)
                        .maxBackoff(MAX_RETRY_DELAY)
                        .filter(failure -> room.hasWaitingCursors()))
                .subscribe(page -> room.caughtUp(position, page), failure -> {
                    log.debug("The connections closed before they were caught up");
                    room.notCaughtUp();
                });
    }
}

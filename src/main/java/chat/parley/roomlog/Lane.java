package chat.parley.roomlog;

import chat.parley.database.GroupCommit;
import chat.parley.http.Refusal;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Commits the writes of its rooms, one transaction at a time: what arrives meanwhile is the next one, and under load the
 * lane rests between them, so that they are fewer and larger. A room has one lane, so its writes keep the order in which they came to this node.
 */
final class Lane {

    private static final Log log = LogFactory.getLog(Lane.class);

    /** The bound of a transaction's length, and so of the wait behind it. */
    private static final int LARGEST_BATCH = 256;

    /** Nobody notices it, and under load the fewer transactions cost less. */
    private static final Duration LONGEST_REST = Duration.ofMillis(20);

    /** The class of SQL states for values that their columns cannot take. */
    private static final String UNFIT_DATA = "22";

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final GroupCommit<Batch.Pending> queue;
    private final LogTransaction transaction;
    private final Consumer<Batch> committed;
    private final Outage outage;
    private final KnownMembers members;

    /** @param outage one for all lanes */
    Lane(int capacity, LogTransaction transaction, KnownMembers members, Consumer<Batch> committed, Outage outage) {
        this.queue = new GroupCommit<>(capacity, LARGEST_BATCH, this::commit, LONGEST_REST);
        this.transaction = transaction;
        this.members = members;
        this.committed = committed;
        this.outage = outage;
    }

    /** Queued when subscribed to; the answer is cancellable, the write is not. */
    Mono<Change> write(String room, Write write) {
        return Mono.defer(() -> {
            Batch.Pending pending = Batch.Pending.of(room, write);
            return queue.offer(pending)
                    ? pending.answer().asMono()
                    : Mono.error(Refusal.later(Refusal.Code.OVERLOADED, "Too many writes are waiting.", TRY_AGAIN));
        });
    }

    int waiting() {
        return queue.waiting();
    }

    private Mono<Void> commit(List<Batch.Pending> pending) {
        return transaction
                .run(pending, members)
                .doOnNext(batch -> {
                    outage.over();
                    batch.remember();
                    committed.accept(batch);
                    batch.answer();
                })
                .then()
                .onErrorResume(failure -> brokenRule(failure) && pending.size() > 1, broken -> oneByOne(pending))
                .onErrorResume(failure -> fail(pending, failure));
    }

    /** One of them breaks a rule that only the database saw: the others must not suffer for it. */
    private Mono<Void> oneByOne(List<Batch.Pending> pending) {
        return Flux.fromIterable(pending).concatMap(one -> commit(List.of(one))).then();
    }

    private static boolean brokenRule(Throwable failure) {
        return failure instanceof Refusal
                || failure instanceof DataIntegrityViolationException
                || sqlState(failure).startsWith(UNFIT_DATA);
    }

    private static String sqlState(Throwable failure) {
        return failure.getCause() instanceof R2dbcException cause && cause.getSqlState() != null
                ? cause.getSqlState()
                : "";
    }

    private Mono<Void> fail(List<Batch.Pending> pending, Throwable failure) {
        if (!(failure instanceof Refusal)) {
            log(pending.size(), failure);
        }
        Throwable answer = failure instanceof Refusal
                ? failure
                : Refusal.later(Refusal.Code.UNAVAILABLE, "The room could not be changed now. Try again.", TRY_AGAIN);
        return Mono.fromRunnable(() -> pending.forEach(one -> one.answer().tryEmitError(answer)));
    }

    /** What a database says of data that broke its rules may quote the data, which is no business of a log. */
    private void log(int writes, Throwable failure) {
        if (brokenRule(failure)) {
            log.error("A write broke a rule of the database, SQL state " + sqlState(failure));
        } else {
            outage.failed(writes, failure);
        }
    }
}

package chat.parley.roomlog;

import chat.parley.batch.GroupCommit;
import chat.parley.http.Refusal;
import chat.parley.roomlog.state.Change;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Mono;

/**
 * Commits the writes of its rooms with group commit, one transaction at a time: writes that arrive during a transaction
 * form the next one. Under load the queue delays between transactions, so that they are fewer and larger. A room is
 * assigned to one queue, so its writes keep the order in which they arrived at this node.
 *
 * <p>A room whose row is locked by another transaction does not delay other rooms: its writes are put back and retried
 * with each of the next batches.
 */
final class WriteQueue {

    private static final Log log = LogFactory.getLog(WriteQueue.class);

    /** Bounds the length of a transaction and so the wait of the writes behind it. */
    private static final int LARGEST_BATCH = 256;

    /** Too short for a user to notice; under load, fewer transactions cost less. */
    private static final Duration LONGEST_REST = Duration.ofMillis(20);

    /** The SQL state class for values that do not fit their columns (data exceptions). */
    private static final String UNFIT_DATA = "22";

    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final GroupCommit<WriteBatch.Pending> queue;
    private final LogTransaction transaction;
    private final Duration timeout;
    private final Consumer<WriteBatch> committed;
    private final OutageReporter outage;
    private final MemberCache members;

    /** The writes of the current batch to put back. */
    private final List<WriteBatch.Pending> lockedOut = new ArrayList<>();

    /** The start of the transaction in flight; 0 if there is none. */
    private volatile long begunAt;

    /** @param outage shared by all queues */
    WriteQueue(
            RoomLogProperties properties,
            LogTransaction transaction,
            MemberCache members,
            Consumer<WriteBatch> committed,
            OutageReporter outage) {
        this.queue = new GroupCommit<>(properties.capacity(), LARGEST_BATCH, this::commit, LONGEST_REST);
        this.transaction = transaction;
        this.timeout = properties.timeout();
        this.members = members;
        this.committed = committed;
        this.outage = outage;
    }

    /** Enqueues the write when subscribed to. Cancellation affects only the answer, not the write. */
    Mono<Change> write(String room, Write write) {
        return Mono.defer(() -> {
            WriteBatch.Pending pending = WriteBatch.Pending.of(room, write);
            return queue.offer(pending)
                    ? pending.answer().asMono()
                    : Mono.error(Refusal.later(
                            Refusal.Code.OVERLOADED, "The server is busy: too many writes are waiting.", TRY_AGAIN));
        });
    }

    int waiting() {
        return queue.waiting();
    }

    /** Returns how long the transaction in flight or the oldest write behind it has taken; zero if there is neither. */
    Duration stalled() {
        long now = System.nanoTime();
        long begun = begunAt;
        WriteBatch.Pending first = queue.first();
        long transaction = begun == 0 ? 0 : now - begun;
        return Duration.ofNanos(Math.max(transaction, first == null ? 0 : now - first.since()));
    }

    private Mono<Void> commit(List<WriteBatch.Pending> all) {
        long oldest = System.nanoTime() - timeout.toNanos();
        refuse(matching(all, one -> one.since() - oldest < 0), unavailable());
        return store(matching(all, one -> one.since() - oldest >= 0)).doOnTerminate(this::putBack);
    }

    private void putBack() {
        queue.putBack(lockedOut);
        lockedOut.clear();
    }

    private Mono<Void> store(List<WriteBatch.Pending> all) {
        List<WriteBatch.Pending> pending = notLockedOut(all);
        return pending.isEmpty() ? Mono.empty() : run(pending);
    }

    /** Removes the writes to rooms that have been put back, so that a room's writes keep their order. */
    private List<WriteBatch.Pending> notLockedOut(List<WriteBatch.Pending> all) {
        Set<String> rooms = lockedOut.stream().map(WriteBatch.Pending::room).collect(Collectors.toSet());
        lockedOut.addAll(matching(all, one -> rooms.contains(one.room())));
        return matching(all, one -> !rooms.contains(one.room()));
    }

    private Mono<Void> run(List<WriteBatch.Pending> pending) {
        return Mono.defer(() -> {
                    begunAt = System.nanoTime();
                    return transaction.run(pending, members, LARGEST_BATCH).timeout(timeout);
                })
                .doOnNext(batch -> {
                    outage.succeeded();
                    batch.remember();
                    committed.accept(batch);
                    batch.answer();
                    lockedOut.addAll(batch.lockedOut());
                })
                .doOnTerminate(() -> begunAt = 0)
                .then()
                .onErrorResume(failure -> brokenRule(failure) && pending.size() > 1, broken -> inHalves(pending))
                .onErrorResume(failure -> fail(pending, failure));
    }

    /**
     * Retries in halves, because one write violates a constraint that only the database checks and must not fail the
     * others.
     */
    private Mono<Void> inHalves(List<WriteBatch.Pending> pending) {
        int half = pending.size() / 2;
        return store(pending.subList(0, half)).then(Mono.defer(() -> store(pending.subList(half, pending.size()))));
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

    private Mono<Void> fail(List<WriteBatch.Pending> pending, Throwable failure) {
        if (!(failure instanceof Refusal)) {
            log(pending.size(), failure);
        }
        return Mono.fromRunnable(() -> refuse(pending, failure instanceof Refusal refusal ? refusal : unavailable()));
    }

    private static Refusal unavailable() {
        return Refusal.later(Refusal.Code.UNAVAILABLE, "The room couldn't be changed. Try again.", TRY_AGAIN);
    }

    private static void refuse(List<WriteBatch.Pending> pending, Refusal refusal) {
        pending.forEach(one -> one.answer().tryEmitError(refusal));
    }

    private static List<WriteBatch.Pending> matching(
            List<WriteBatch.Pending> all, Predicate<WriteBatch.Pending> condition) {
        return all.stream().filter(condition).toList();
    }

    /** The message of a constraint violation may quote user data, which must not be logged. */
    private void log(int writes, Throwable failure) {
        if (brokenRule(failure)) {
            log.error("A write violated a database constraint, SQL state " + sqlState(failure));
        } else {
            outage.failed(writes, failure);
        }
    }
}

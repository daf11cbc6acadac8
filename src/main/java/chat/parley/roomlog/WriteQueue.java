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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(WriteQueue.class);

    /** Bounds the length of a transaction and so the wait of the writes behind it. */
    private static final int MAX_BATCH = 256;

    /** Too short for a user to notice; under load, fewer transactions cost less. */
    private static final Duration MAX_COMMIT_DELAY = Duration.ofMillis(20);

    /** The SQL state class for values that do not fit their columns (data exceptions). */
    private static final String DATA_EXCEPTION = "22";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final GroupCommit<WriteBatch.Pending> queue;
    private final LogTransaction transaction;
    private final Duration timeout;
    private final Consumer<WriteBatch> committed;
    private final OutageReporter outage;
    private final MemberCache members;

    /** The writes of the current batch to put back. */
    private final List<WriteBatch.Pending> deferred = new ArrayList<>();

    /** The start of the transaction in flight; 0 if there is none. */
    private volatile long transactionStartedAt;

    /** @param outage shared by all queues */
    WriteQueue(
            RoomLogProperties properties,
            LogTransaction transaction,
            MemberCache members,
            Consumer<WriteBatch> committed,
            OutageReporter outage) {
        this.queue = new GroupCommit<>(properties.capacity(), MAX_BATCH, this::commit, MAX_COMMIT_DELAY);
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
                            Refusal.Code.OVERLOADED, "The server is busy: too many writes are waiting.", RETRY_AFTER));
        });
    }

    int waiting() {
        return queue.waiting();
    }

    /** Returns how long the transaction in flight or the oldest write behind it has taken; zero if there is neither. */
    Duration stalled() {
        long now = System.nanoTime();
        long startedAt = transactionStartedAt;
        WriteBatch.Pending first = queue.first();
        long running = startedAt == 0 ? 0 : now - startedAt;
        return Duration.ofNanos(Math.max(running, first == null ? 0 : now - first.enqueuedAt()));
    }

    private Mono<Void> commit(List<WriteBatch.Pending> all) {
        long earliest = System.nanoTime() - timeout.toNanos();
        refuse(matching(all, item -> item.enqueuedAt() - earliest < 0), unavailable());
        return store(matching(all, item -> item.enqueuedAt() - earliest >= 0)).doOnTerminate(this::putBack);
    }

    private void putBack() {
        queue.putBack(deferred);
        deferred.clear();
    }

    private Mono<Void> store(List<WriteBatch.Pending> all) {
        List<WriteBatch.Pending> pending = withoutDeferred(all);
        return pending.isEmpty() ? Mono.empty() : run(pending);
    }

    /** Removes the writes to rooms that have been put back, so that a room's writes keep their order. */
    private List<WriteBatch.Pending> withoutDeferred(List<WriteBatch.Pending> all) {
        Set<String> rooms = deferred.stream().map(WriteBatch.Pending::room).collect(Collectors.toSet());
        deferred.addAll(matching(all, item -> rooms.contains(item.room())));
        return matching(all, item -> !rooms.contains(item.room()));
    }

    private Mono<Void> run(List<WriteBatch.Pending> pending) {
        return Mono.defer(() -> {
                    transactionStartedAt = System.nanoTime();
                    return transaction.run(pending, members, MAX_BATCH).timeout(timeout);
                })
                .doOnNext(batch -> {
                    outage.succeeded();
                    batch.updateCache();
                    committed.accept(batch);
                    batch.sendAnswers();
                    deferred.addAll(batch.deferred());
                })
                .doOnTerminate(() -> transactionStartedAt = 0)
                .then()
                .onErrorResume(
                        failure -> violatesConstraint(failure) && pending.size() > 1,
                        violation -> storeInHalves(pending))
                .onErrorResume(failure -> fail(pending, failure));
    }

    /**
     * Retries in halves, because one write violates a constraint that only the database checks and must not fail the
     * others.
     */
    private Mono<Void> storeInHalves(List<WriteBatch.Pending> pending) {
        int half = pending.size() / 2;
        return store(pending.subList(0, half)).then(Mono.defer(() -> store(pending.subList(half, pending.size()))));
    }

    private static boolean violatesConstraint(Throwable failure) {
        return failure instanceof Refusal
                || failure instanceof DataIntegrityViolationException
                || sqlState(failure).startsWith(DATA_EXCEPTION);
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
        return Refusal.later(Refusal.Code.UNAVAILABLE, "The room couldn't be changed. Try again.", RETRY_AFTER);
    }

    private static void refuse(List<WriteBatch.Pending> pending, Refusal refusal) {
        pending.forEach(item -> item.answer().tryEmitError(refusal));
    }

    private static List<WriteBatch.Pending> matching(
            List<WriteBatch.Pending> all, Predicate<WriteBatch.Pending> condition) {
        return all.stream().filter(condition).toList();
    }

    /** The message of a constraint violation may quote user data, which must not be logged. */
    private void log(int writes, Throwable failure) {
        if (violatesConstraint(failure)) {
            log.error("A write violated a database constraint, SQL state {}", sqlState(failure));
        } else {
            outage.failed(writes, failure);
        }
    }
}

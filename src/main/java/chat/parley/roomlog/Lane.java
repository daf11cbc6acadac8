package chat.parley.roomlog;

import chat.parley.database.GroupCommit;
import chat.parley.http.Refusal;
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
 * Commits the writes of its rooms, one transaction at a time: what arrives meanwhile is the next one, and under load the
 * lane rests between them, so that they are fewer and larger. A room has one lane, so its writes keep the order in which
 * they came to this node.
 *
 * <p>A room whose row somebody else has locked holds up nobody but itself: its writes are put back, and tried again with
 * each of the next batches.
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
    private final Duration timeout;
    private final Consumer<Batch> committed;
    private final Outage outage;
    private final KnownMembers members;

    /** Of the batch in flight: what is put back. */
    private final List<Batch.Pending> lockedOut = new ArrayList<>();

    /** When the transaction in flight began; 0 while there is none. */
    private volatile long begunAt;

    /** @param outage one for all lanes */
    Lane(
            RoomLogProperties properties,
            LogTransaction transaction,
            KnownMembers members,
            Consumer<Batch> committed,
            Outage outage) {
        this.queue = new GroupCommit<>(properties.capacity(), LARGEST_BATCH, this::commit, LONGEST_REST);
        this.transaction = transaction;
        this.timeout = properties.timeout();
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

    /** For how long the transaction in flight, or the oldest write behind it, has taken; zero while there is none. */
    Duration stalled() {
        long now = System.nanoTime();
        long begun = begunAt;
        Batch.Pending first = queue.first();
        long transaction = begun == 0 ? 0 : now - begun;
        return Duration.ofNanos(Math.max(transaction, first == null ? 0 : now - first.since()));
    }

    private Mono<Void> commit(List<Batch.Pending> all) {
        long oldest = System.nanoTime() - timeout.toNanos();
        refuse(matching(all, one -> one.since() - oldest < 0), unavailable());
        return store(matching(all, one -> one.since() - oldest >= 0)).doOnTerminate(this::putBack);
    }

    private void putBack() {
        queue.putBack(lockedOut);
        lockedOut.clear();
    }

    private Mono<Void> store(List<Batch.Pending> all) {
        List<Batch.Pending> pending = notLockedOut(all);
        return pending.isEmpty() ? Mono.empty() : run(pending);
    }

    /** What comes after a write that was put back waits behind it. */
    private List<Batch.Pending> notLockedOut(List<Batch.Pending> all) {
        Set<String> rooms = lockedOut.stream().map(Batch.Pending::room).collect(Collectors.toSet());
        lockedOut.addAll(matching(all, one -> rooms.contains(one.room())));
        return matching(all, one -> !rooms.contains(one.room()));
    }

    private Mono<Void> run(List<Batch.Pending> pending) {
        return Mono.defer(() -> {
                    begunAt = System.nanoTime();
                    return transaction.run(pending, members, LARGEST_BATCH).timeout(timeout);
                })
                .doOnNext(batch -> {
                    outage.over();
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

    /** One of them breaks a rule that only the database saw: the others must not suffer for it. */
    private Mono<Void> inHalves(List<Batch.Pending> pending) {
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

    private Mono<Void> fail(List<Batch.Pending> pending, Throwable failure) {
        if (!(failure instanceof Refusal)) {
            log(pending.size(), failure);
        }
        return Mono.fromRunnable(() -> refuse(pending, failure instanceof Refusal refusal ? refusal : unavailable()));
    }

    private static Refusal unavailable() {
        return Refusal.later(Refusal.Code.UNAVAILABLE, "The room could not be changed now. Try again.", TRY_AGAIN);
    }

    private static void refuse(List<Batch.Pending> pending, Refusal refusal) {
        pending.forEach(one -> one.answer().tryEmitError(refusal));
    }

    private static List<Batch.Pending> matching(List<Batch.Pending> all, Predicate<Batch.Pending> condition) {
        return all.stream().filter(condition).toList();
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

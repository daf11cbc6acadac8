package chat.parley.roomlog;

import chat.parley.database.TransientFailures;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** One transaction over the writes of several rooms: lock, load, decide, store, commit. */
@Component
class LogTransaction {

    private final LonePost lonePost;
    private final BatchReader reader;
    private final BatchWriter writer;
    private final Access access;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final LogMeters meters;

    LogTransaction(
            LonePost lonePost,
            BatchReader reader,
            BatchWriter writer,
            Access access,
            TransactionalOperator transaction,
            Clock clock,
            LogMeters meters) {
        this.lonePost = lonePost;
        this.reader = reader;
        this.writer = writer;
        this.access = access;
        this.transaction = transaction;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Runs one transaction over the pending writes. Deadlocks and serialization failures change nothing and are
     * retried; after any other error the outcome is unknown.
     *
     * @param members the member cache of the write queue
     * @param maxWrites the maximum number of writes to decide
     * @return the batch, decided and committed
     */
    Mono<WriteBatch> run(List<WriteBatch.Pending> pending, MemberCache members, int maxWrites) {
        Mono<WriteBatch> result = Mono.defer(() -> attempt(new WriteBatch(pending, members, maxWrites), false))
                .onErrorResume(
                        DataIntegrityViolationException.class,
                        violation -> attempt(new WriteBatch(pending, members, maxWrites), true));
        return meters.transaction(
                pending.size(),
                lonePost.run(pending, members, now()).switchIfEmpty(result).retryWhen(TransientFailures.retry()));
    }

    /** In whole milliseconds, which every database and browser keeps, so live and reloaded states are equal. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * @param repeated whether to look up posts that were stored before. Repeated posts are rare and violate a
     *     constraint, so they are looked up only after such a violation
     */
    private Mono<WriteBatch> attempt(WriteBatch batch, boolean repeated) {
        Instant now = now();
        return reader.read(batch)
                .then(Mono.defer(() -> repeated ? reader.postedBefore(batch) : Mono.empty()))
                .then(Mono.fromRunnable(() -> batch.decide(access, now)))
                .then(Mono.defer(() -> writer.write(batch.drafts(), now)))
                .as(transaction::transactional)
                .thenReturn(batch);
    }
}

package chat.parley.roomlog;

import chat.parley.database.TransientFailures;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** One transaction over the writes of several rooms: lock, load, decide, store, commit. */
@Component
class LogTransaction {

    private final BatchReader reader;
    private final BatchWriter writer;
    private final Access access;
    private final TransactionalOperator transaction;
    private final Clock clock;
    private final LogMeters meters;

    LogTransaction(
            BatchReader reader,
            BatchWriter writer,
            Access access,
            TransactionalOperator transaction,
            Clock clock,
            LogMeters meters) {
        this.reader = reader;
        this.writer = writer;
        this.access = access;
        this.transaction = transaction;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * @param members those whom the lane knows
     * @param most how many writes may be decided
     * @return the batch, decided and committed. A deadlock or a serialization failure has changed nothing, and is tried
     *     again; after any other error nobody knows
     */
    Mono<Batch> run(List<Batch.Pending> pending, KnownMembers members, int most) {
        Mono<Batch> run = Mono.defer(() -> attempt(new Batch(pending, members, most), false))
                .onErrorResume(
                        DataIntegrityViolationException.class,
                        broken -> attempt(new Batch(pending, members, most), true));
        return meters.transaction(pending.size(), run.retryWhen(TransientFailures.retry()));
    }

    /**
     * @param repeating whether to look for posts that were stored before. They are rare, and the database refuses them, so
     *     nothing is looked for until it does
     */
    private Mono<Batch> attempt(Batch batch, boolean repeating) {
        // Milliseconds: what every database and every browser can keep, so that live and reload are alike
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return reader.read(batch)
                .then(Mono.defer(() -> repeating ? reader.postedBefore(batch) : Mono.empty()))
                .then(Mono.fromRunnable(() -> batch.decide(access, now)))
                .then(Mono.defer(() -> writer.write(batch.drafts(), now)))
                .as(transaction::transactional)
                .thenReturn(batch);
    }
}

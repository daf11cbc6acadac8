package chat.parley.file;

import chat.parley.blob.Blobs;
import chat.parley.node.BackgroundTask;
import chat.parley.roomlog.FileWriter;
import chat.parley.roomlog.PreviewWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Removes files that were never posted, and expired blobs. Several nodes can do this concurrently. */
@Configuration(proxyBeanMethods = false)
class FileSweeper {

    private static final Logger log = LoggerFactory.getLogger(FileSweeper.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int BATCH_SIZE = 100;

    private final StoredFiles files;
    private final FileWriter writer;
    private final PreviewWriter previews;
    private final Blobs blobs;
    private final TransactionalOperator transaction;
    private final Clock clock;

    FileSweeper(
            StoredFiles files,
            FileWriter writer,
            PreviewWriter previews,
            Blobs blobs,
            TransactionalOperator transaction,
            Clock clock) {
        this.files = files;
        this.writer = writer;
        this.previews = previews;
        this.blobs = blobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Bean
    BackgroundTask sweepingFiles() {
        return new BackgroundTask(this::begin);
    }

    private Disposable begin() {
        return Flux.interval(INTERVAL)
                .onBackpressureDrop()
                .concatMap(tick -> sweep().onErrorResume(FileSweeper::logFailure), 1)
                .subscribe();
    }

    private static Mono<Void> logFailure(Throwable error) {
        log.warn("Could not remove unused files; retrying later: {}", error.toString());
        return Mono.empty();
    }

    Mono<Void> sweep() {
        return repeat(now -> files.lockExpired(now, BATCH_SIZE))
                .then(repeat(now -> files.leftByDeletion(BATCH_SIZE)))
                .then(Mono.defer(this::removeLeftPreviews))
                .thenMany(Mono.defer(() -> blobs.sweep(BATCH_SIZE)).repeat().takeUntil(removed -> removed < BATCH_SIZE))
                .then();
    }

    private Mono<Void> removeLeftPreviews() {
        return Mono.defer(() -> previews.removeLeft(BATCH_SIZE, clock.instant()).as(transaction::transactional))
                .repeat()
                .takeUntil(removed -> removed < BATCH_SIZE)
                .then();
    }

    private Mono<Void> repeat(Function<Instant, Mono<List<String>>> found) {
        return Mono.defer(() -> release(found))
                .repeat()
                .takeUntil(released -> released < BATCH_SIZE)
                .then();
    }

    private Mono<Integer> release(Function<Instant, Mono<List<String>>> found) {
        Instant now = clock.instant();
        return found.apply(now)
                .flatMap(ids -> writer.release(ids, now).thenReturn(ids.size()))
                .as(transaction::transactional);
    }
}

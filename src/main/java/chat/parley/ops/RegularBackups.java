package chat.parley.ops;

import chat.parley.database.BackupProperties;
import chat.parley.database.Backups;
import chat.parley.node.BackgroundTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Backs up the embedded database at the configured interval, counted from the newest backup, across restarts. */
@Configuration(proxyBeanMethods = false)
class RegularBackups {

    private static final Logger log = LoggerFactory.getLogger(RegularBackups.class);

    /** The delay after a failed backup, and before the first one after a start. */
    private static final Duration MIN_RETRY_DELAY = Duration.ofSeconds(10);

    @Bean
    BackgroundTask backupTask(Backups backups, BackupProperties properties, Clock clock, MeterRegistry meters) {
        timer(meters, "made");
        timer(meters, "failed");
        return new BackgroundTask(() -> start(backups, properties.every(), clock, meters));
    }

    private static Disposable start(Backups backups, @Nullable Duration every, Clock clock, MeterRegistry meters) {
        if (every == null) {
            return Disposables.single();
        }
        if (!backups.isSupported()) {
            log.error(
                    "parley.backup.every applies only to the embedded database. Back up PostgreSQL with its own tools");
            return Disposables.single();
        }
        return Mono.defer(() -> delay(backups, every, clock))
                .then(Mono.defer(() -> make(backups, meters)))
                .repeat()
                .subscribe();
    }

    private static Mono<Void> delay(Backups backups, Duration every, Clock clock) {
        return backups.newest()
                .map(newest -> Duration.between(clock.instant(), newest.at().plus(every)))
                .defaultIfEmpty(Duration.ZERO)
                .onErrorReturn(Duration.ZERO)
                .map(due -> due.compareTo(minDelay(every)) < 0 ? minDelay(every) : due)
                .flatMap(Mono::delay)
                .then();
    }

    private static Duration minDelay(Duration every) {
        return every.compareTo(MIN_RETRY_DELAY) < 0 ? every : MIN_RETRY_DELAY;
    }

    private static Mono<Void> make(Backups backups, MeterRegistry meters) {
        Timer.Sample sample = Timer.start(meters);
        return backups.make()
                .doOnNext(backup -> log.info("Backed up to {}, {} bytes", backup.file(), backup.bytes()))
                .doOnSuccess(backup -> sample.stop(timer(meters, "made")))
                .doOnError(failure -> sample.stop(timer(meters, "failed")))
                .onErrorResume(failure -> {
                    log.error("A backup failed and will be retried soon", failure);
                    return Mono.empty();
                })
                .then();
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder("parley.backups")
                .description("Scheduled backups of the embedded database")
                .tag("outcome", outcome)
                .register(meters);
    }
}

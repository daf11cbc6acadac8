package chat.parley.admin;

import chat.parley.admin.Finding.Subject;
import chat.parley.channel.ChannelLayer;
import chat.parley.database.BackupProperties;
import chat.parley.database.Backups;
import chat.parley.database.DatabaseFiles;
import chat.parley.node.ClusterCheck;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Checks the database, its backups, and the channel layer, as seen from this node. */
@Component
class StorageCheck {

    private static final Subject DATABASE = new Subject("database", "Database");
    private static final Subject CHANNELS = new Subject("channels", "Notifications between nodes");
    private static final Subject CLUSTER = new Subject("cluster", "Nodes");
    private static final Subject BACKUPS = new Subject("backups", "Backups");
    private static final Subject FILES = new Subject("files", "File permissions");

    private static final String CHANNEL = "doctor";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration MAX_BACKUP_AGE = Duration.ofDays(7);

    private final DatabaseClient database;
    private final ClockCheck clocks;
    private final ChannelLayer channels;
    private final ClusterCheck cluster;
    private final Backups backups;
    private final BackupProperties backupProperties;
    private final DatabaseFiles files;
    private final Clock clock;

    StorageCheck(
            DatabaseClient database,
            ClockCheck clocks,
            ChannelLayer channels,
            ClusterCheck cluster,
            Backups backups,
            BackupProperties backupProperties,
            DatabaseFiles files,
            Clock clock) {
        this.database = database;
        this.clocks = clocks;
        this.channels = channels;
        this.cluster = cluster;
        this.backups = backups;
        this.backupProperties = backupProperties;
        this.files = files;
        this.clock = clock;
    }

    Flux<Finding> all() {
        return Flux.concat(
                roundTrip(),
                clocks.finding(),
                channels(),
                Mono.fromSupplier(this::nodes),
                backups(),
                filePermissions());
    }

    private Mono<Finding> roundTrip() {
        return measure(database.sql("select 1").then())
                .map(duration -> duration.compareTo(SLOW) < 0
                        ? DATABASE.ok("A simple query takes " + milliseconds(duration) + ".")
                        : DATABASE.advice(
                                "A simple query takes " + milliseconds(duration) + ".",
                                "Run the database close to the nodes, and check its load."))
                .onErrorReturn(
                        DATABASE.problem("It does not respond.", "Check the database. Nothing works without it."));
    }

    private Mono<Finding> channels() {
        Sinks.Empty<Void> returned = Sinks.empty();
        Mono<Void> roundTrip = channels.publish(CHANNEL, new byte[0]).then(returned.asMono());
        return channels.subscribe(CHANNEL, message -> returned.tryEmitEmpty())
                .flatMap(subscription -> measure(roundTrip).doFinally(end -> subscription.dispose()))
                .timeout(TIMEOUT)
                .map(duration -> duration.compareTo(SLOW) < 0
                        ? CHANNELS.ok("They take " + milliseconds(duration) + " to arrive.")
                        : CHANNELS.advice(
                                "They take " + milliseconds(duration) + " to arrive.",
                                "Run Redis close to the nodes, and check its load."))
                .onErrorResume(failure -> Mono.just(CHANNELS.problem(
                        channels.trouble() + ". Chat goes on, but changes reach other nodes with a delay.",
                        "Check Redis, or correct spring.data.redis.*.")));
    }

    private Finding nodes() {
        return cluster.problem()
                .map(problem -> CLUSTER.problem(problem, "Correct the configuration of the nodes."))
                .orElseGet(() -> CLUSTER.ok("All running nodes share one database and reach each other."));
    }

    private Mono<Finding> backups() {
        if (!backups.isSupported()) {
            return Mono.just(BACKUPS.advice(
                    "Parley backs up only its embedded database, so the age of the newest backup is unknown.",
                    "Back up PostgreSQL with pg_dump every day, and test regularly that a backup can be restored."));
        }
        return backups.newest()
                .flatMap(newest -> backups.lastRestored()
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(restored -> backup(newest, restored)))
                .defaultIfEmpty(BACKUPS.problem(
                        "There is no backup.",
                        "Set parley.backup.every to 24h, and parley.backup.folder to a folder on another disk."))
                .onErrorReturn(BACKUPS.problem(
                        "The backup folder cannot be read.",
                        "Correct parley.backup.folder, or the permissions of that folder."));
    }

    private Finding backup(Backups.Backup newest, Optional<Backups.Restored> restored) {
        Duration age = Duration.between(newest.at(), clock.instant());
        Duration every = backupProperties.every();
        Duration maxAge = every == null ? MAX_BACKUP_AGE : every.multipliedBy(2);
        String summary = "The newest was made at " + newest.at().truncatedTo(ChronoUnit.MINUTES) + " ("
                + String.format(Locale.ROOT, "%,d", newest.bytes()) + " bytes). "
                + restored.map(StorageCheck::restoreTest).orElse("No backup has been restored in a test.");
        if (age.compareTo(maxAge) > 0) {
            return BACKUPS.problem(
                    summary, "It is too old. Set parley.backup.every, or see the log for why none was made.");
        }
        if (restored.filter(test -> newest.file().endsWith(test.file())).isEmpty()) {
            return BACKUPS.advice(
                    summary,
                    "The newest was not restored in a test. Set parley.backup.test to true, see the log for the reason,"
                            + " or restore it manually on another machine.");
        }
        return every == null
                ? BACKUPS.advice(summary, "Backups are not made automatically. Set parley.backup.every to 24h.")
                : BACKUPS.ok(summary + " A backup is made every " + hours(every) + ".");
    }

    private static String restoreTest(Backups.Restored restored) {
        return "A test restored " + restored.file() + " at " + restored.at().truncatedTo(ChronoUnit.MINUTES) + ".";
    }

    private Mono<Finding> filePermissions() {
        return files.exposed()
                .map(folders -> folders.isEmpty()
                        ? FILES.ok("No other account on this machine can read the database or its backups.")
                        : FILES.problem(
                                "Other accounts on this machine can read files in " + folders + ".",
                                "Restart the node, or run chmod -R go= on this folder."))
                .onErrorReturn(FILES.advice("The folders cannot be read.", "Check their permissions."));
    }

    private static Mono<Duration> measure(Mono<Void> work) {
        return Mono.defer(() -> {
                    long startedAt = System.nanoTime();
                    return work.then(Mono.fromSupplier(() -> Duration.ofNanos(System.nanoTime() - startedAt)));
                })
                .timeout(TIMEOUT);
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private static String hours(Duration every) {
        return every.toHours() > 0 ? every.toHours() + " hours" : every.toSeconds() + " seconds";
    }
}

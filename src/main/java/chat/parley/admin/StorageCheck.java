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
    private static final Subject FILES = new Subject("files", "Files");

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
                roundTrip(), clocks.finding(), channels(), Mono.fromSupplier(this::nodes), backups(), privacy());
    }

    private Mono<Finding> roundTrip() {
        return measure(database.sql("select 1").then())
                .map(duration -> duration.compareTo(SLOW) < 0
                        ? DATABASE.ok("It answers in " + milliseconds(duration) + ".")
                        : DATABASE.advice(
                                "It needs " + milliseconds(duration) + " for the simplest answer.",
                                "Run the database near the nodes, and look at what else it is doing."))
                .onErrorReturn(
                        DATABASE.problem("It does not answer.", "Look after the database. Nothing works without it."));
    }

    private Mono<Finding> channels() {
        Sinks.Empty<Void> returned = Sinks.empty();
        Mono<Void> roundTrip = channels.publish(CHANNEL, new byte[0]).then(returned.asMono());
        return channels.subscribe(CHANNEL, message -> returned.tryEmitEmpty())
                .flatMap(subscription -> measure(roundTrip).doFinally(end -> subscription.dispose()))
                .timeout(TIMEOUT)
                .map(duration -> duration.compareTo(SLOW) < 0
                        ? CHANNELS.ok("They arrive in " + milliseconds(duration) + ".")
                        : CHANNELS.advice(
                                "They arrive after " + milliseconds(duration) + ".",
                                "Run Redis near the nodes, and look at what else it is doing."))
                .onErrorResume(failure -> Mono.just(CHANNELS.problem(
                        channels.trouble() + ". Chat goes on, but what crosses nodes is delayed.",
                        "Look after Redis, or correct spring.data.redis.*.")));
    }

    private Finding nodes() {
        return cluster.problem()
                .map(problem -> CLUSTER.problem(problem, "Correct the configuration of the nodes."))
                .orElseGet(() -> CLUSTER.ok("The nodes that run share one database and reach each other."));
    }

    private Mono<Finding> backups() {
        if (!backups.isSupported()) {
            return Mono.just(BACKUPS.advice(
                    "This database is not the server's own to copy, so it cannot tell when it was last backed up.",
                    "Back PostgreSQL up with pg_dump every day, and try to restore a copy now and then."));
        }
        return backups.newest()
                .flatMap(newest -> backups.lastRestored()
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(restored -> backup(newest, restored)))
                .defaultIfEmpty(BACKUPS.problem(
                        "There is no backup.", "Set parley.backup.every to 24h, with a folder on another disk."))
                .onErrorReturn(BACKUPS.problem(
                        "The folder of the backups cannot be read.", "Correct parley.backup.folder, or its rights."));
    }

    private Finding backup(Backups.Backup newest, Optional<Backups.Restored> restored) {
        Duration age = Duration.between(newest.at(), clock.instant());
        Duration every = backupProperties.every();
        Duration maxAge = every == null ? MAX_BACKUP_AGE : every.multipliedBy(2);
        String summary = "The newest is of " + newest.at().truncatedTo(ChronoUnit.MINUTES) + " and has "
                + String.format(Locale.ROOT, "%,d", newest.bytes()) + " bytes. "
                + restored.map(StorageCheck::test).orElse("None has been restored in a test.");
        if (age.compareTo(maxAge) > 0) {
            return BACKUPS.problem(
                    summary, "It is too old. Set parley.backup.every, and read the log for why none was made.");
        }
        if (restored.filter(test -> newest.file().endsWith(test.file())).isEmpty()) {
            return BACKUPS.advice(
                    summary,
                    "The newest was not restored in a test. Read the log for the reason, set parley.backup.test to true,"
                            + " or restore it by hand on another machine.");
        }
        return every == null
                ? BACKUPS.advice(summary, "None is made by itself. Set parley.backup.every to 24h.")
                : BACKUPS.ok(summary + " One is made every " + hours(every) + ".");
    }

    private static String test(Backups.Restored restored) {
        return "A test restored " + restored.file() + " at " + restored.at().truncatedTo(ChronoUnit.MINUTES) + ".";
    }

    private Mono<Finding> privacy() {
        return files.exposed()
                .map(folders -> folders.isEmpty()
                        ? FILES.ok("No other account of this machine can read the database or its copies.")
                        : FILES.problem(
                                "Other accounts of this machine can read files in " + folders + ".",
                                "Restart the node, or run chmod -R go= on this folder."))
                .onErrorReturn(FILES.advice("The folders cannot be read.", "Look at who may read them."));
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

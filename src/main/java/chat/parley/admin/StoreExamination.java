package chat.parley.admin;

import chat.parley.admin.Finding.Subject;
import chat.parley.channel.ChannelLayer;
import chat.parley.database.BackupProperties;
import chat.parley.database.Backups;
import chat.parley.database.DatabaseFiles;
import chat.parley.node.Cluster;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The database, its copies, and what connects the nodes, as this node sees them. */
@Component
class StoreExamination {

    private static final Subject DATABASE = new Subject("database", "Database");
    private static final Subject CLOCK = new Subject("clock", "Clock");
    private static final Subject CHANNELS = new Subject("channels", "Redis");
    private static final Subject CLUSTER = new Subject("cluster", "Nodes");
    private static final Subject BACKUPS = new Subject("backups", "Backups");
    private static final Subject FILES = new Subject("files", "Files");

    private static final String NOW = "select cast(extract(epoch from current_timestamp) * 1000 as bigint) as now";
    private static final String CHANNEL = "doctor";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofSeconds(2);
    private static final Duration MAX_BACKUP_AGE = Duration.ofDays(7);

    private final DatabaseClient database;
    private final ChannelLayer channels;
    private final Cluster cluster;
    private final Backups backups;
    private final BackupProperties backupProperties;
    private final DatabaseFiles files;
    private final Clock clock;

    StoreExamination(
            DatabaseClient database,
            ChannelLayer channels,
            Cluster cluster,
            Backups backups,
            BackupProperties backupProperties,
            DatabaseFiles files,
            Clock clock) {
        this.database = database;
        this.channels = channels;
        this.cluster = cluster;
        this.backups = backups;
        this.backupProperties = backupProperties;
        this.files = files;
        this.clock = clock;
    }

    Flux<Finding> all() {
        return Flux.concat(roundTrip(), clocks(), channels(), Mono.fromSupplier(this::nodes), copies(), privacy());
    }

    private Mono<Finding> roundTrip() {
        return timed(database.sql("select 1").then())
                .map(took -> took.compareTo(SLOW) < 0
                        ? DATABASE.ok("It answers in " + milliseconds(took) + ".")
                        : DATABASE.advice(
                                "It needs " + milliseconds(took) + " for the simplest answer.",
                                "Run the database near the nodes, and look at what else it is doing."))
                .onErrorReturn(
                        DATABASE.problem("It does not answer.", "Look after the database. Nothing works without it."));
    }

    private Mono<Finding> clocks() {
        return database.sql(NOW)
                .map(row -> Objects.requireNonNull(row.get("now", Long.class)))
                .one()
                .timeout(TIMEOUT)
                .map(now -> Duration.ofMillis(clock.millis() - now))
                .map(difference -> difference.abs().compareTo(MAX_CLOCK_DIFFERENCE) < 0
                        ? CLOCK.ok("This node's clock and the database's agree.")
                        : CLOCK.problem(
                                "This node's clock is " + seconds(difference.abs())
                                        + (difference.isNegative() ? " behind" : " ahead of") + " the database's.",
                                "Let all machines set their clocks by NTP: times of messages and the ends of sessions"
                                        + " depend on them."))
                .onErrorReturn(CLOCK.problem("The database does not tell the time.", "Look after the database."));
    }

    private Mono<Finding> channels() {
        Sinks.Empty<Void> returned = Sinks.empty();
        Mono<Void> there = channels.publish(CHANNEL, new byte[0]).then(returned.asMono());
        return channels.subscribe(CHANNEL, message -> returned.tryEmitEmpty())
                .flatMap(subscription -> timed(there).doFinally(end -> subscription.dispose()))
                .timeout(TIMEOUT)
                .map(took -> took.compareTo(SLOW) < 0
                        ? CHANNELS.ok("What nodes tell each other arrives in " + milliseconds(took) + ".")
                        : CHANNELS.advice(
                                "What nodes tell each other arrives after " + milliseconds(took) + ".",
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

    private Mono<Finding> copies() {
        if (!backups.possible()) {
            return Mono.just(BACKUPS.advice(
                    "This database is not the server's own to copy, so it cannot tell when it was last backed up.",
                    "Back PostgreSQL up with pg_dump every day, and try to restore a copy now and then."));
        }
        return backups.newest()
                .map(this::copy)
                .defaultIfEmpty(BACKUPS.problem(
                        "There is no backup.", "Set parley.backup.every to 24h, with a folder on another disk."))
                .onErrorReturn(BACKUPS.problem(
                        "The folder of the backups cannot be read.", "Correct parley.backup.folder, or its rights."));
    }

    private Finding copy(Backups.Backup newest) {
        Duration age = Duration.between(newest.at(), clock.instant());
        Duration every = backupProperties.every();
        Duration oldest = every == null ? MAX_BACKUP_AGE : every.multipliedBy(2);
        String found = "The newest is of " + newest.at().truncatedTo(ChronoUnit.MINUTES) + " and has "
                + String.format(Locale.ROOT, "%,d", newest.bytes()) + " bytes.";
        if (age.compareTo(oldest) > 0) {
            return BACKUPS.problem(
                    found, "It is too old. Set parley.backup.every, and read the log for why none was made.");
        }
        return every == null
                ? BACKUPS.advice(found, "None is made by itself. Set parley.backup.every to 24h.")
                : BACKUPS.ok(found + " One is made every " + hours(every) + ". Try to restore one now and then.");
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

    private static Mono<Duration> timed(Mono<Void> work) {
        return Mono.defer(() -> {
                    long begun = System.nanoTime();
                    return work.then(Mono.fromSupplier(() -> Duration.ofNanos(System.nanoTime() - begun)));
                })
                .timeout(TIMEOUT);
    }

    private static String milliseconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f ms", took.toNanos() / 1e6);
    }

    private static String seconds(Duration difference) {
        return String.format(Locale.ROOT, "%.1f seconds", difference.toMillis() / 1e3);
    }

    private static String hours(Duration every) {
        return every.toHours() > 0 ? every.toHours() + " hours" : every.toSeconds() + " seconds";
    }
}

package chat.parley.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Consistent copies of the embedded database, made while everybody goes on: whatever was acknowledged before a copy was
 * asked for is in it. A copy has its name only when it is complete; what a crash leaves is a file ending in
 * {@code .part}, which the next copy removes.
 */
@Component
public class Backups {

    private static final String PART = ".part";
    private static final Pattern NAME = Pattern.compile("parley-(\\d{8}-\\d{9})Z\\.zip");

    /** Sorts by time. */
    private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
            .appendPattern("yyyyMMdd-HHmmss")
            .appendValue(ChronoField.MILLI_OF_SECOND, 3)
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private final DatabaseAddress address;
    private final DatabaseClient database;
    private final BackupProperties properties;
    private final Scheduler scheduler;
    private final Clock clock;

    Backups(
            DatabaseAddress address,
            DatabaseClient database,
            BackupProperties properties,
            DatabaseThreads threads,
            Clock clock) {
        this.address = address;
        this.database = database;
        this.properties = properties;
        this.scheduler = threads.scheduler();
        this.clock = clock;
    }

    /** A complete copy. */
    public record Backup(String file, long bytes, Instant at) {

        static Backup of(Path file) {
            var name = NAME.matcher(file.getFileName().toString());
            if (!name.matches()) {
                throw new IllegalArgumentException("Not a backup: " + file);
            }
            try {
                return new Backup(file.toString(), Files.size(file), STAMP.parse(name.group(1), Instant::from));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Whether the database is a file of this process, which nobody else can copy while it is open. */
    public boolean possible() {
        return address.file() != null;
    }

    /** Makes a copy and removes those that are too many; empty where that is not for this server to do. */
    public Mono<Backup> make() {
        return possible() ? Mono.defer(this::copy) : Mono.empty();
    }

    /** The newest copy; empty when there is none. */
    public Mono<Backup> newest() {
        return onDisk(() -> newestFirst().findFirst().map(Backup::of).orElse(null));
    }

    private Mono<Backup> copy() {
        String stamp = STAMP.format(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Path file = properties.folder().resolve("parley-" + stamp + "Z.zip");
        Path part = file.resolveSibling(file.getFileName() + PART);
        return onDisk(() -> prepare(part))
                .then(database.sql("backup to '" + part.toString().replace("'", "''") + "'")
                        .then())
                .then(onDisk(() -> Backup.of(Files.move(part, file, StandardCopyOption.ATOMIC_MOVE))))
                .delayUntil(made -> onDisk(this::removeOld));
    }

    private Path prepare(Path part) throws IOException {
        PrivateFiles folder = properties.files();
        folder.secure();
        remove(files().filter(file -> file.toString().endsWith(".zip" + PART)).toList());
        folder.prepare(part);
        return part;
    }

    private Path removeOld() throws IOException {
        remove(newestFirst().skip(properties.keep()).toList());
        return properties.folder();
    }

    private static void remove(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    private Stream<Path> newestFirst() throws IOException {
        return files().filter(
                        file -> NAME.matcher(file.getFileName().toString()).matches())
                .sorted(Comparator.reverseOrder());
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(properties.folder())) {
            return files.toList().stream();
        } catch (NoSuchFileException noneYet) {
            return Stream.empty();
        }
    }

    /** Files wait for the disk: not on an event loop. */
    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }
}

package chat.parley.database;

import chat.parley.database.h2.DatabaseThreads;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Consistent online backups of the embedded database. A backup contains everything that was acknowledged before it was
 * requested. Its file gets its name only when it is complete; a crash leaves a file ending in {@code .part}, which the
 * next backup removes. Shared files are in a folder of the same name that ends in {@code .files}.
 */
@Component
public class Backups {

    /** Records the copy that was last restored in a test, and when. */
    static final String RESTORED = "parley-restored.txt";

    private static final Logger log = LoggerFactory.getLogger(Backups.class);
    private static final String PART_SUFFIX = ".part";
    private static final String ARCHIVE_SUFFIX = ".zip";
    private static final String FOLDER_SUFFIX = ".files";
    private static final Pattern NAME = Pattern.compile("parley-(\\d{8}-\\d{9})Z\\.zip");

    /** Formatted so that names sort by time. */
    private static final DateTimeFormatter STAMP = new DateTimeFormatterBuilder()
            .appendPattern("yyyyMMdd-HHmmss")
            .appendValue(ChronoField.MILLI_OF_SECOND, 3)
            .toFormatter()
            .withZone(ZoneOffset.UTC);

    private final DatabaseAddress address;
    private final LongWork longWork;
    private final BackupProperties properties;
    private final Scheduler scheduler;
    private final Clock clock;
    private final ObjectProvider<BackupFiles> shared;

    Backups(
            DatabaseAddress address,
            LongWork longWork,
            BackupProperties properties,
            DatabaseThreads threads,
            Clock clock,
            ObjectProvider<BackupFiles> shared) {
        this.shared = shared;
        this.address = address;
        this.longWork = longWork;
        this.properties = properties;
        this.scheduler = threads.scheduler();
        this.clock = clock;
    }

    /** A complete backup. */
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

    /**
     * The newest test in which a backup was restored.
     *
     * @param file the name of the backup
     */
    public record Restored(String file, Instant at) {}

    /** Returns whether the database is a file of this process, which no other process can copy while it is open. */
    public boolean isSupported() {
        return address.file() != null;
    }

    /**
     * Makes a backup, removes the oldest excess ones, and restores the new one in a test, unless {@code
     * parley.backup.test} is off. A backup that cannot be restored is kept, and logged as an error. Empty if this server
     * cannot make backups.
     */
    public Mono<Backup> make() {
        return isSupported() ? Mono.defer(this::copy).delayUntil(this::test) : Mono.empty();
    }

    /** Returns the newest test in which a copy was restored; empty if there was none. */
    public Mono<Restored> lastRestored() {
        return onDisk(() -> {
            Path record = properties.folder().resolve(RESTORED);
            String[] parts =
                    Files.exists(record) ? Files.readString(record).strip().split(" ") : new String[0];
            return parts.length == 2 ? new Restored(parts[0], Instant.parse(parts[1])) : null;
        });
    }

    private Mono<Void> test(Backup backup) {
        return properties.test()
                ? Mono.fromCallable(() -> restore(Path.of(backup.file())))
                        .subscribeOn(Schedulers.boundedElastic())
                        .doOnError(failure -> log.error("A test could not restore {}", backup.file(), failure))
                        .onErrorComplete()
                        .then()
                : Mono.empty();
    }

    private Path restore(Path copy) throws IOException {
        Path files = shared.stream().findAny().isPresent() ? folderOf(copy) : null;
        new TrialRestore(copy, files, address.username(), address.password()).run();
        Path record = properties.folder().resolve(RESTORED);
        properties.files().prepare(record);
        return Files.writeString(record, copy.getFileName() + " " + clock.instant() + "\n");
    }

    /** Returns the newest backup; empty if there is none. */
    public Mono<Backup> newest() {
        return onDisk(() -> newestFirst().findFirst().map(Backup::of).orElse(null));
    }

    private Mono<Backup> copy() {
        String stamp = STAMP.format(clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Path file = properties.folder().resolve("parley-" + stamp + "Z.zip");
        Path part = file.resolveSibling(file.getFileName() + PART_SUFFIX);
        return onDisk(() -> prepare(part))
                .then(copyTo(part))
                .then(copyShared(folderOf(file)))
                .then(onDisk(() -> Backup.of(Files.move(part, file, StandardCopyOption.ATOMIC_MOVE))))
                .delayUntil(backup -> onDisk(this::removeOld));
    }

    /** After the database, so that every file that the copy names is there: a file outlives its message by a day. */
    private Mono<Void> copyShared(Path folder) {
        return Mono.<Void>fromCallable(() -> {
                    for (BackupFiles files : shared) {
                        files.copyTo(folder);
                    }
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Path folderOf(Path archive) {
        String name = archive.getFileName().toString();
        return archive.resolveSibling(name.substring(0, name.length() - ARCHIVE_SUFFIX.length()) + FOLDER_SUFFIX);
    }

    private Mono<Void> copyTo(Path part) {
        String sql = "backup to '" + part.toString().replace("'", "''") + "'";
        return Mono.usingWhen(
                longWork.connections().create(),
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .flatMap(Result::getRowsUpdated)
                        .then(),
                Connection::close);
    }

    private Path prepare(Path part) throws IOException {
        PrivateFiles folder = properties.files();
        folder.secure();
        remove(files().filter(file -> file.toString().endsWith(ARCHIVE_SUFFIX + PART_SUFFIX))
                .toList());
        TrialRestore.removeRemains(properties.folder());
        removeFolders();
        folder.prepare(part);
        return part;
    }

    private Path removeOld() throws IOException {
        remove(newestFirst().skip(properties.keep()).toList());
        removeFolders();
        return properties.folder();
    }

    /** Removes folders whose archive is gone, or was never completed. */
    private void removeFolders() throws IOException {
        Set<Path> kept = newestFirst().map(Backups::folderOf).collect(Collectors.toSet());
        List<Path> orphans = files().filter(file -> file.toString().endsWith(FOLDER_SUFFIX) && !kept.contains(file))
                .toList();
        for (Path folder : orphans) {
            FileSystemUtils.deleteRecursively(folder);
        }
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

    /** File access blocks and must not run on an event loop. */
    private <T> Mono<T> onDisk(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler);
    }
}

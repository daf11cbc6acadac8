package chat.parley.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The files of the embedded database and its backups. */
@Component
public class DatabaseFiles {

    /** The folder in which people's files are, beside the database. */
    public static final String FILES = "files";

    private final @Nullable Path database;
    private final BackupProperties backups;

    DatabaseFiles(DatabaseAddress address, BackupProperties backups) {
        this.database = address.file();
        this.backups = backups;
    }

    /**
     * Removes access of other accounts on this machine to all of these files, including files of older versions. Runs
     * before the database is opened. Blocks.
     */
    void secure() throws IOException {
        if (database != null) {
            PrivateFiles files = ofDatabase(database);
            files.secure();
            files.prepare(database.resolveSibling(database.getFileName() + ".mv.db"));
        }
        if (Files.isDirectory(backups.folder())) {
            backups.files().secure();
        }
    }

    /** Returns the folders with files that other accounts on this machine can read. */
    public Mono<List<Path>> exposed() {
        return Mono.fromCallable(this::exposedFolders).subscribeOn(Schedulers.boundedElastic());
    }

    private List<Path> exposedFolders() {
        return Stream.of(database == null ? null : ofDatabase(database), backups.files())
                .filter(Objects::nonNull)
                .filter(PrivateFiles::isExposed)
                .map(PrivateFiles::folder)
                .toList();
    }

    private static PrivateFiles ofDatabase(Path database) {
        String name = database.getFileName() + ".";
        Path folder = Objects.requireNonNull(database.toAbsolutePath().getParent());
        return new PrivateFiles(folder, file -> file.startsWith(name) || file.equals(FILES));
    }
}

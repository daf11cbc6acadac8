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

/** The embedded database and its copies, on this machine's disk. */
@Component
public class DatabaseFiles {

    private final @Nullable Path database;
    private final BackupProperties backups;

    DatabaseFiles(DatabaseAddress address, BackupProperties backups) {
        this.database = address.file();
        this.backups = backups;
    }

    /**
     * Closes all of them to other accounts of this machine, those of former versions, too. Runs before the database is
     * opened; blocks.
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

    /** The folders in which other accounts of this machine can read something of it. */
    public Mono<List<Path>> exposed() {
        return Mono.fromCallable(this::exposedFolders).subscribeOn(Schedulers.boundedElastic());
    }

    private List<Path> exposedFolders() {
        return Stream.of(database == null ? null : ofDatabase(database), backups.files())
                .filter(Objects::nonNull)
                .filter(PrivateFiles::exposed)
                .map(PrivateFiles::folder)
                .toList();
    }

    private static PrivateFiles ofDatabase(Path database) {
        String name = database.getFileName() + ".";
        Path folder = Objects.requireNonNull(database.toAbsolutePath().getParent());
        return new PrivateFiles(folder, file -> file.startsWith(name));
    }
}

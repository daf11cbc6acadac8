package chat.parley.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A note beside the file of the embedded database, which says that the file was closed cleanly and what it looked like
 * then. It is removed when the database is opened. A crash leaves none, and a file that was put in place of another one
 * (a restored backup) does not look like the one that was closed. Reads and writes files: only at the start and the end.
 */
final class CleanClose {

    private static final Log log = LogFactory.getLog(CleanClose.class);

    private final @Nullable Path file;
    private final Path note;

    private CleanClose(@Nullable Path file, Path note) {
        this.file = file;
        this.note = note;
    }

    /** Notes nothing for a database that is not a file of this process. */
    static CleanClose of(DatabaseAddress address) {
        Path database = address.file();
        return database == null
                ? new CleanClose(null, Path.of(""))
                : new CleanClose(
                        database.resolveSibling(database.getFileName() + ".mv.db"),
                        database.resolveSibling(database.getFileName() + ".closed"));
    }

    boolean possible() {
        return file != null;
    }

    /** What was noted at the last close, if it was clean and the file has not been touched since; then forgets it. */
    @Nullable
    String take() {
        if (file == null) {
            return null;
        }
        try {
            List<String> lines = Files.exists(note) ? Files.readAllLines(note) : List.of();
            Files.deleteIfExists(note);
            return lines.size() == 2 && lines.get(1).equals(look(file)) ? lines.get(0) : null;
        } catch (IOException e) {
            log.warn("Whether the database was closed cleanly cannot be read, so it counts as not: " + e);
            return null;
        }
    }

    /** @param text one line */
    void leave(String text) {
        if (file != null) {
            try {
                Path folder = Objects.requireNonNull(note.toAbsolutePath().getParent());
                new PrivateFiles(folder, name -> true).prepare(note);
                Files.write(note, List.of(text, look(file)));
            } catch (IOException e) {
                log.warn("That the database was closed cleanly cannot be noted: " + e);
            }
        }
    }

    /** The time of the file's last change of any kind cannot be set, so that no copy has the same. */
    private static String look(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(file, "unix:ctime")
                : attributes.creationTime() + " " + attributes.lastModifiedTime();
        return attributes.size() + " " + attributes.fileKey() + " " + changed;
    }
}

package chat.parley.database.h2;

import chat.parley.database.DatabaseAddress;
import chat.parley.database.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A marker file next to the embedded database, which records that the database file was closed cleanly and its
 * attributes at that time. It is removed when the database is opened. It is missing after a crash, and the attributes
 * do not match a file that replaced the original one (a restored backup). Accesses files only at startup and shutdown.
 */
final class CleanShutdownMarker {

    private static final Logger log = LoggerFactory.getLogger(CleanShutdownMarker.class);

    private final @Nullable Path file;
    private final Path marker;

    private CleanShutdownMarker(@Nullable Path file, Path marker) {
        this.file = file;
        this.marker = marker;
    }

    /** Returns a marker that does nothing if the database is not a file of this process. */
    static CleanShutdownMarker of(DatabaseAddress address) {
        Path database = address.file();
        return database == null
                ? new CleanShutdownMarker(null, Path.of(""))
                : new CleanShutdownMarker(
                        database.resolveSibling(database.getFileName() + ".mv.db"),
                        database.resolveSibling(database.getFileName() + ".closed"));
    }

    boolean isSupported() {
        return file != null;
    }

    /**
     * Returns the text recorded at the last close if that was clean and the file has not been touched since, then
     * deletes the marker; otherwise null.
     */
    @Nullable
    String takeEpoch() {
        if (file == null) {
            return null;
        }
        try {
            List<String> lines = Files.exists(marker) ? Files.readAllLines(marker) : List.of();
            Files.deleteIfExists(marker);
            return lines.size() == 2 && lines.get(1).equals(fingerprint(file)) ? lines.get(0) : null;
        } catch (IOException e) {
            log.warn("Could not read whether the database was closed cleanly; assuming it was not: {}", e.toString());
            return null;
        }
    }

    /**
     * Records a clean shutdown.
     *
     * @param text one line, which {@link #takeEpoch} returns at the next start
     */
    void write(String text) {
        if (file != null) {
            try {
                Path folder = Objects.requireNonNull(marker.toAbsolutePath().getParent());
                new PrivateFiles(folder, name -> true).prepare(marker);
                Files.write(marker, List.of(text, fingerprint(file)));
            } catch (IOException e) {
                log.warn("Could not record that the database was closed cleanly: {}", e.toString());
            }
        }
    }

    /** Uses the inode change time, which cannot be set, so that no copy of the file has the same attributes. */
    private static String fingerprint(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        Object changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(file, "unix:ctime")
                : attributes.creationTime() + " " + attributes.lastModifiedTime();
        return attributes.size() + " " + attributes.fileKey() + " " + changed;
    }
}

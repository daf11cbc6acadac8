package chat.parley.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The server's files in a folder, accessible only to the account that it runs as, because they contain messages and
 * password hashes. Has no effect on file systems without POSIX permissions. Blocks.
 *
 * @param folder need not exist yet
 * @param ours tests whether a file name belongs to this server
 */
public record PrivateFiles(Path folder, Predicate<String> ours) {

    private static final Log log = LogFactory.getLog(PrivateFiles.class);
    private static final Set<PosixFilePermission> OF_FOLDERS = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_FILES = PosixFilePermissions.fromString("rw-------");

    /** Creates the folder if needed and removes the access of other accounts to it and its files. */
    public void secure() throws IOException {
        if (!posix(folder.toAbsolutePath().getRoot())) {
            Files.createDirectories(folder);
            return;
        }
        boolean foreign = false;
        if (Files.isDirectory(folder)) {
            foreign = secureFiles();
        } else {
            Files.createDirectories(folder, attribute(OF_FOLDERS));
        }
        if (!foreign) {
            close(folder, OF_FOLDERS);
        }
    }

    /**
     * Secures the existing files and returns whether there are others, so that the folder is not exclusive to this
     * server.
     */
    private boolean secureFiles() throws IOException {
        boolean foreign = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                boolean own = ours.test(file.getFileName().toString());
                boolean directory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
                foreign |= !own || !(directory || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
                if (own && directory) {
                    close(file, OF_FOLDERS);
                } else if (own && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    close(file, OF_FILES);
                }
            }
        }
        return foreign;
    }

    /**
     * Creates an empty file unless it exists, so that a later writer does not create one that other accounts can read.
     */
    public void prepare(Path file) throws IOException {
        if (posix(folder) && !Files.exists(file)) {
            Files.createFile(file, attribute(OF_FILES));
        }
    }

    /** Returns whether any other account can read files here. */
    boolean exposed() {
        try {
            if (!Files.isDirectory(folder) || !posix(folder) || isClosed(folder, OF_FOLDERS)) {
                return false;
            }
            try (DirectoryStream<Path> all = Files.newDirectoryStream(
                    folder, file -> ours.test(file.getFileName().toString()))) {
                for (Path file : all) {
                    if (!isClosed(file, OF_FILES)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isClosed(Path path, Set<PosixFilePermission> most) throws IOException {
        return most.containsAll(Files.getPosixFilePermissions(path));
    }

    private static void close(Path path, Set<PosixFilePermission> most) {
        try {
            if (!isClosed(path, most)) {
                Files.setPosixFilePermissions(path, most);
            }
        } catch (IOException notOurs) {
            log.warn("Other users of this machine may be able to read " + path + ": " + notOurs);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    private static boolean posix(Path place) throws IOException {
        return Files.getFileStore(place).supportsFileAttributeView(PosixFileAttributeView.class);
    }
}

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
 * The files of this server in a folder: for the account that it runs as, and for nobody else. They hold messages, and hashes
 * of passwords. Does nothing on file systems without POSIX permissions. Blocks.
 *
 * @param folder may not be there yet
 * @param ours which names in it are of this server
 */
record PrivateFiles(Path folder, Predicate<String> ours) {

    private static final Log log = LogFactory.getLog(PrivateFiles.class);
    private static final Set<PosixFilePermission> OF_FOLDERS = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_FILES = PosixFilePermissions.fromString("rw-------");

    /** Makes the folder, if need be, and closes it and the files in it to others. */
    void secure() throws IOException {
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

    /** Closes the files that are there; says whether there are others, so that the folder is not this server's alone. */
    private boolean secureFiles() throws IOException {
        boolean foreign = false;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                boolean own = ours.test(file.getFileName().toString())
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                foreign |= !own;
                if (own) {
                    close(file, OF_FILES);
                }
            }
        }
        return foreign;
    }

    /** Makes an empty file, unless it is there, so that whoever writes into it later makes none that others may read. */
    void prepare(Path file) throws IOException {
        if (posix(folder) && !Files.exists(file)) {
            Files.createFile(file, attribute(OF_FILES));
        }
    }

    /** Whether anybody but the server's own account may read something here. */
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
            log.warn("Others on this machine may be able to read " + path + ": " + notOurs);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    private static boolean posix(Path place) throws IOException {
        return Files.getFileStore(place).supportsFileAttributeView(PosixFileAttributeView.class);
    }
}

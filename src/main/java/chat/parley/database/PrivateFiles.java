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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's files in a folder, accessible only to the account that it runs as, because they contain messages and
 * password hashes. Has no effect on file systems without POSIX permissions. Blocks.
 *
 * @param folder need not exist yet
 * @param isOwn tests whether a file name belongs to this server
 */
public record PrivateFiles(Path folder, Predicate<String> isOwn) {

    private static final Logger log = LoggerFactory.getLogger(PrivateFiles.class);
    private static final Set<PosixFilePermission> FOLDER_PERMISSIONS = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_PERMISSIONS = PosixFilePermissions.fromString("rw-------");

    /** Creates the folder if needed and removes the access of other accounts to it and its files. */
    public void secure() throws IOException {
        if (!isPosix(folder.toAbsolutePath().getRoot())) {
            Files.createDirectories(folder);
            return;
        }
        boolean foreign = false;
        if (Files.isDirectory(folder)) {
            foreign = secureFiles();
        } else {
            Files.createDirectories(folder, attribute(FOLDER_PERMISSIONS));
        }
        if (!foreign) {
            restrict(folder, FOLDER_PERMISSIONS);
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
                boolean isOwnFile = isOwn.test(file.getFileName().toString());
                boolean directory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
                foreign |= !isOwnFile || !(directory || Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
                if (isOwnFile && directory) {
                    restrict(file, FOLDER_PERMISSIONS);
                } else if (isOwnFile && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    restrict(file, FILE_PERMISSIONS);
                }
            }
        }
        return foreign;
    }

    /**
     * Creates an empty file unless it exists, so that a later writer does not create one that other accounts can read.
     */
    public void prepare(Path file) throws IOException {
        if (isPosix(folder) && !Files.exists(file)) {
            Files.createFile(file, attribute(FILE_PERMISSIONS));
        }
    }

    /** Returns whether any other account can read files here. */
    boolean isExposed() {
        try {
            if (!Files.isDirectory(folder) || !isPosix(folder) || isRestricted(folder, FOLDER_PERMISSIONS)) {
                return false;
            }
            try (DirectoryStream<Path> all = Files.newDirectoryStream(
                    folder, file -> isOwn.test(file.getFileName().toString()))) {
                for (Path file : all) {
                    if (!isRestricted(file, FILE_PERMISSIONS)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRestricted(Path path, Set<PosixFilePermission> allowed) throws IOException {
        return allowed.containsAll(Files.getPosixFilePermissions(path));
    }

    private static void restrict(Path path, Set<PosixFilePermission> allowed) {
        try {
            if (!isRestricted(path, allowed)) {
                Files.setPosixFilePermissions(path, allowed);
            }
        } catch (IOException failure) {
            log.warn("Other users of this machine may be able to read {}: {}", path, failure.toString());
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> permissions) {
        return PosixFilePermissions.asFileAttribute(permissions);
    }

    private static boolean isPosix(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class);
    }
}

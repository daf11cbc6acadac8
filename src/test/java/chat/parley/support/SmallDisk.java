package chat.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An in-memory disk that can be filled up. It takes only the memory of its files, 512 MB at most. */
public final class SmallDisk implements AutoCloseable {

    private static final long SIZE = 512L * 1024 * 1024;
    private static final long PAGE = 4096;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int MAX_ATTEMPTS = 20;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /** Mounts a disk; empty if the tests are not permitted to. */
    public static Optional<SmallDisk> mount() {
        try {
            Path folder = Files.createTempDirectory("parley-disk");
            Commands.run(TIMEOUT, "mount", "-t", "tmpfs", "-o", "size=" + SIZE, "parley", folder.toString());
            return Optional.of(new SmallDisk(folder));
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    public Path folder() {
        return folder;
    }

    /** Leaves no free space on the disk. */
    public void fill() {
        for (int attempt = 1; ; attempt++) {
            try {
                resize(Math.max(PAGE, used()));
                return;
            } catch (IllegalStateException e) {
                // A file may have grown since it was measured
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Frees space again. */
    public void free() {
        resize(SIZE);
    }

    private long used() {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getTotalSpace() - store.getUnallocatedSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void resize(long bytes) {
        Commands.run(TIMEOUT, "mount", "-o", "remount,size=" + bytes, folder.toString());
    }

    /** Unmounts the disk and discards its files. */
    @Override
    public void close() {
        if (Files.exists(folder)) {
            Commands.run(TIMEOUT, "umount", "-l", folder.toString());
            try {
                Files.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

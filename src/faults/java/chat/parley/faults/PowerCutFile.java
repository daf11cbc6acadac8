package chat.parley.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2 (scheme {@code cut:}) that simulates a slow disk whose power can be cut. Beside each file is a
 * copy of its state at the last {@code force}, which is what a machine finds after losing all unforced writes.
 */
public final class PowerCutFile extends FilePathWrapper {

    private static final Duration SYNC_TIME = Duration.ofMillis(40);

    private static volatile boolean off;

    /** Registers the scheme {@code cut:} with H2, with the power on. */
    static void install() {
        off = false;
        FilePath.register(new PowerCutFile());
    }

    /** Discards all writes from now on. */
    static void cut() {
        synchronized (PowerCutFile.class) {
            off = true;
        }
    }

    /** The copy of a file as of the last {@code force} with the power on. */
    static Path forced(Path file) {
        return file.resolveSibling(file.getFileName() + ".forced");
    }

    @Override
    public String getScheme() {
        return "cut";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode), Path.of(getBase().toString()));
    }

    /** Only data written before {@link #force} survives. */
    private static final class Channel extends FileBase {
        private final FileChannel base;
        private final Path file;

        Channel(FileChannel base, Path file) {
            this.base = base;
            this.file = file;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            LockSupport.parkNanos(SYNC_TIME.toNanos());
            base.force(metaData);
            synchronized (PowerCutFile.class) {
                if (!off) {
                    Files.copy(file, forced(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public long position() throws IOException {
            return base.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            base.position(position);
            return this;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return base.read(into);
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return base.read(into, position);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return base.write(from);
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            return base.write(from, position);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            base.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}

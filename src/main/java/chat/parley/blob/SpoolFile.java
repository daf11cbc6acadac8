package chat.parley.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import reactor.core.publisher.Flux;

/**
 * Collects an upload on this node's disk, so that its length is known when it is passed on, memory is constant, and a
 * slow client occupies no connection to the store. The file has no name while it is open, so that nothing remains after
 * a crash. Blocks.
 */
final class SpoolFile implements AutoCloseable {

    /** Small, because the client prefetches 128 pieces. */
    private static final int PIECE = 8 * 1024;

    private final FileChannel channel;
    private long length;

    private SpoolFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Creates a file that no other account of this machine can read. */
    static SpoolFile open() {
        try {
            Path file = Files.createTempFile("parley-upload", null);
            return new SpoolFile(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the free space of the disk. */
    static long free() throws IOException {
        return Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir"))).getUsableSpace();
    }

    void append(byte[] piece) {
        FileBytes.append(channel, piece);
        length += piece.length;
    }

    S3Request.Body body() {
        return new S3Request.Body(length, this::stream, this::pieces);
    }

    private Flux<byte[]> pieces() {
        return FileBytes.read(channel, 0, length, PIECE);
    }

    private InputStream stream() {
        return Channels.newInputStream(new PositionedChannel(channel));
    }

    @Override
    public void close() {
        FileBytes.close(channel);
    }

    /** Reads from the beginning, independently of the position of the file. */
    private static final class PositionedChannel implements java.nio.channels.ReadableByteChannel {

        private final FileChannel channel;
        private long at;

        PositionedChannel(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int count = channel.read(into, at);
            at += Math.max(0, count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() {
            // The file stays open: it is read again when the bytes are sent.
        }
    }
}

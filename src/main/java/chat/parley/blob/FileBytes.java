package chat.parley.blob;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** Reads and appends pieces of open files. Blocks. */
final class FileBytes {

    private FileBytes() {}

    static void append(FileChannel channel, byte[] piece) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(piece);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one piece per requested element; fails with {@link TruncatedBlobException} if the file ends earlier. */
    static Flux<byte[]> read(FileChannel channel, long from, long length, int piece) {
        long end = from + length;
        return Flux.generate(() -> from, (at, sink) -> next(channel, at, (int) Math.min(piece, end - at), sink));
    }

    private static long next(FileChannel channel, long at, int length, SynchronousSink<byte[]> sink) {
        if (length == 0) {
            sink.complete();
            return at;
        }
        ByteBuffer piece = ByteBuffer.allocate(length);
        try {
            while (piece.hasRemaining()) {
                if (channel.read(piece, at + piece.position()) < 0) {
                    throw new TruncatedBlobException();
                }
            }
            sink.next(piece.array());
        } catch (IOException | TruncatedBlobException e) {
            sink.error(e);
        }
        return at + length;
    }

    static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

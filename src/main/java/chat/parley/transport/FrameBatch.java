package chat.parley.transport;

import java.util.List;

/**
 * A sequence of frames. Created once for all connections that need the same frames and compared by identity, so that a
 * writer prepares it only once. The bytes must not be modified.
 */
public final class FrameBatch {

    private final List<byte[]> frames;
    private final int bytes;

    public FrameBatch(List<byte[]> frames) {
        this.frames = List.copyOf(frames);
        this.bytes = frames.stream().mapToInt(frame -> frame.length).sum();
    }

    public static FrameBatch of(byte[] frame) {
        return new FrameBatch(List.of(frame));
    }

    public List<byte[]> frames() {
        return frames;
    }

    /** Returns the total length of the frames in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isEmpty() {
        return frames.isEmpty();
    }
}

package chat.parley.hub;

import java.util.List;

/**
 * Frames that follow each other. Made once for all connections that need the same ones, and compared by identity, so that
 * whoever writes it needs to prepare it only once. Its bytes must never be written to.
 */
public final class Batch {

    private final List<byte[]> frames;
    private final int bytes;

    public Batch(List<byte[]> frames) {
        this.frames = List.copyOf(frames);
        this.bytes = frames.stream().mapToInt(frame -> frame.length).sum();
    }

    public static Batch of(byte[] frame) {
        return new Batch(List.of(frame));
    }

    public List<byte[]> frames() {
        return frames;
    }

    /** The bytes of all frames together. */
    public int bytes() {
        return bytes;
    }

    public boolean isEmpty() {
        return frames.isEmpty();
    }
}

package chat.parley.egress;

import java.io.ByteArrayOutputStream;

/** Collects a body up to a limit. */
final class BodyReader {

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean cut;

    BodyReader(int limit) {
        this.limit = limit;
    }

    /** Returns whether more can be read. */
    boolean append(byte[] piece) {
        int length = Math.min(piece.length, limit - bytes.size());
        bytes.write(piece, 0, length);
        cut = length < piece.length;
        return !cut;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    boolean isCut() {
        return cut;
    }
}

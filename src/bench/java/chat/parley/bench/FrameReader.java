package chat.parley.bench;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Splits a server's byte stream into its unmasked frames. Only a frame that is split between two reads is copied. */
final class FrameReader {

    interface Frames {

        /** Handles a complete frame; the bytes are valid until this returns. */
        void frame(int opcode, byte[] bytes, int from, int to);
    }

    private static final int OPCODE = 0x0f;
    private static final int LENGTH = 0x7f;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private byte[] rest = new byte[0];

    /** Keeps bytes that were read outside of {@code read}, such as those after a handshake. */
    void keep(byte[] bytes, int from, int to) {
        rest = from == to ? rest : Arrays.copyOfRange(bytes, from, to);
    }

    void read(ByteBuf in, Tally tally, Frames frames) {
        int end = rest.length + in.readableBytes();
        byte[] bytes = tally.scratch(end);
        System.arraycopy(rest, 0, bytes, 0, rest.length);
        in.readBytes(bytes, rest.length, end - rest.length);
        int at = 0;
        for (int next = next(bytes, at, end, frames); next >= 0; next = next(bytes, at, end, frames)) {
            at = next;
        }
        rest = at == end ? EMPTY : Arrays.copyOfRange(bytes, at, end);
    }

    private static final byte[] EMPTY = new byte[0];

    private static int next(byte[] bytes, int at, int end, Frames frames) {
        if (end - at < 2) {
            return -1;
        }
        int length = bytes[at + 1] & LENGTH;
        int header = length == LONG ? 10 : length == SHORT ? 4 : 2;
        if (end - at < header) {
            return -1;
        }
        int payload = header == 2 ? length : number(bytes, at + 2, at + header);
        int to = at + header + payload;
        if (to > end) {
            return -1;
        }
        frames.frame(bytes[at] & OPCODE, bytes, at + header, to);
        return to;
    }

    private static int number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return Math.toIntExact(number);
    }
}

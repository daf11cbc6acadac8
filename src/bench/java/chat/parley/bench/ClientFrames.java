package chat.parley.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.ThreadLocalRandom;

/** Encodes a client's frames, which the protocol requires to be masked. */
final class ClientFrames {

    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT = 126;
    private static final int HEADER = 8;

    private ClientFrames() {}

    /** Encodes a frame with a copy of these bytes, fewer than 64 KiB. */
    static ByteBuf masked(ByteBufAllocator allocator, int opcode, byte[] payload, int length) {
        ByteBuf frame = allocator.ioBuffer(HEADER + length);
        frame.writeByte(FINAL | opcode);
        if (length < SHORT) {
            frame.writeByte(MASKED | length);
        } else {
            frame.writeByte(MASKED | SHORT).writeShort(length);
        }
        int key = ThreadLocalRandom.current().nextInt() | 1;
        frame.writeInt(key);
        byte[] masked = new byte[length];
        for (int i = 0; i < length; i++) {
            masked[i] = (byte) (payload[i] ^ key >>> 24 - 8 * (i & 3));
        }
        return frame.writeBytes(masked);
    }
}

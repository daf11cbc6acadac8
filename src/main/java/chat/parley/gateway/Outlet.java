package chat.parley.gateway;

import chat.parley.hub.Batch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What leaves one event loop: each batch is framed once, in one buffer that all of its sockets share, and each socket is
 * flushed once for all that was written to it meanwhile. Used on the loop alone.
 */
final class Outlet {

    private static final int FINAL_TEXT = 0x81;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_HEADER = 10;

    private final EventLoop loop;
    private final Map<Batch, ByteBuf> framed = new IdentityHashMap<>();
    private Set<ChannelHandlerContext> written = new LinkedHashSet<>();

    Outlet(EventLoop loop) {
        this.loop = loop;
    }

    /** Writes a batch, and sends it when what the loop has to do now is done. */
    void write(ChannelHandlerContext wire, Batch batch) {
        ByteBuf bytes = framed.computeIfAbsent(batch, whole -> frame(wire.alloc(), whole));
        wire.write(bytes.retainedDuplicate(), wire.voidPromise());
        if (written.isEmpty()) {
            loop.execute(this::flush);
        }
        written.add(wire);
    }

    /** A flush may close a channel, or make one writable, which writes again: to the next flush. */
    private void flush() {
        framed.values().forEach(ByteBuf::release);
        framed.clear();
        Set<ChannelHandlerContext> wires = written;
        written = new LinkedHashSet<>();
        wires.forEach(ChannelHandlerContext::flush);
    }

    /** As RFC 6455 frames texts that a server sends. */
    static ByteBuf frame(ByteBufAllocator memory, Batch batch) {
        ByteBuf bytes = memory.directBuffer(
                batch.bytes() + LONGEST_HEADER * batch.frames().size());
        for (byte[] frame : batch.frames()) {
            header(bytes.writeByte(FINAL_TEXT), frame.length).writeBytes(frame);
        }
        return bytes;
    }

    private static ByteBuf header(ByteBuf bytes, int length) {
        if (length <= SHORT) {
            return bytes.writeByte(length);
        }
        return length <= Character.MAX_VALUE
                ? bytes.writeByte(TWO_BYTES).writeShort(length)
                : bytes.writeByte(EIGHT_BYTES).writeLong(length);
    }
}

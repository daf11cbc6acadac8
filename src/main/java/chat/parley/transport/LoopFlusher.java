package chat.parley.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batches the outbound work of one event loop into turns: delivery tasks of rooms are collected, each batch is encoded
 * once into one buffer that all its sockets share, and each socket is flushed once for everything written to it.
 *
 * <p>After a turn, sending pauses for a time that grows with the number of sockets served. The first work after a pause
 * is done immediately, and a loop with few sockets hardly ever pauses. A loop with many sends more at a time, because
 * flushing is the main cost. Everything except {@link #execute} runs on the loop.
 */
public final class LoopFlusher implements Executor {

    private static final Logger log = LoggerFactory.getLogger(LoopFlusher.class);

    /** Not the channels' own allocator, which waits for a lock when it grows. */
    private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    /** A flush takes about 5 µs, so flushing takes only a small part of the loop's time under any load. */
    private static final long DELAY_PER_SOCKET = TimeUnit.MICROSECONDS.toNanos(80);

    private static final long MAX_DELAY = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int FINAL_TEXT = 0x81;
    private static final int MAX_SHORT_LENGTH = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MAX_HEADER_BYTES = 10;

    private final Loop loop;
    private final Map<FrameBatch, ByteBuf> framed = new IdentityHashMap<>();
    private List<Runnable> tasks = new ArrayList<>();
    private Set<ChannelHandlerContext> unflushed = new LinkedHashSet<>();
    private long nextCycle;
    private boolean scheduled;

    public LoopFlusher(Loop loop) {
        this.loop = loop;
        this.nextCycle = loop.now();
    }

    /** Runs a task on the loop at the next turn; its writes are flushed at the end of that turn. */
    @Override
    public void execute(Runnable task) {
        loop.execute(
                () -> {
                    tasks.add(task);
                    schedule();
                },
                0);
    }

    /** Writes a batch, which is flushed at the end of this turn or of the next. */
    void write(ChannelHandlerContext writer, FrameBatch batch) {
        ByteBuf bytes = framed.computeIfAbsent(batch, key -> frame(ALLOCATOR, key));
        writer.write(bytes.retainedDuplicate(), writer.voidPromise());
        unflushed.add(writer);
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.execute(this::runCycle, Math.max(0, nextCycle - loop.now()));
        }
    }

    private void runCycle() {
        List<Runnable> due = tasks;
        tasks = new ArrayList<>();
        due.forEach(LoopFlusher::run);
        scheduled = false;
        int sockets = flush();
        nextCycle = loop.now() + Math.min(MAX_DELAY, sockets * DELAY_PER_SOCKET);
    }

    /** A failed task must not prevent delivery to the loop's other rooms. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("Delivery to a room failed", e);
        }
    }

    /**
     * Flushes all written sockets. A flush may close a channel or make one writable, which then writes again; such
     * writes are flushed at the next turn.
     */
    private int flush() {
        framed.values().forEach(ByteBuf::release);
        framed.clear();
        Set<ChannelHandlerContext> writers = unflushed;
        unflushed = new LinkedHashSet<>();
        writers.forEach(ChannelHandlerContext::flush);
        return writers.size();
    }

    /** Encodes the unmasked text frames of a server; RFC 6455, section 5.2. */
    static ByteBuf frame(ByteBufAllocator allocator, FrameBatch batch) {
        ByteBuf bytes = allocator.directBuffer(
                batch.bytes() + MAX_HEADER_BYTES * batch.frames().size());
        for (byte[] frame : batch.frames()) {
            header(bytes.writeByte(FINAL_TEXT), frame.length).writeBytes(frame);
        }
        return bytes;
    }

    private static ByteBuf header(ByteBuf bytes, int length) {
        if (length <= MAX_SHORT_LENGTH) {
            return bytes.writeByte(length);
        }
        return length <= Character.MAX_VALUE
                ? bytes.writeByte(TWO_BYTES).writeShort(length)
                : bytes.writeByte(EIGHT_BYTES).writeLong(length);
    }

    /** An event loop and its clock. */
    public interface Loop {

        /** @param delayNanos the delay in nanoseconds; 0 to run without delay, in order */
        void execute(Runnable task, long delayNanos);

        /** Returns the time in nanoseconds from an arbitrary origin. */
        long now();

        static Loop of(EventLoop loop) {
            return new Loop() {
                @Override
                public void execute(Runnable task, long delayNanos) {
                    if (delayNanos == 0) {
                        loop.execute(task);
                    } else {
                        loop.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
                    }
                }

                @Override
                public long now() {
                    return System.nanoTime();
                }
            };
        }
    }
}

package chat.parley.gateway;

import chat.parley.hub.Batch;
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
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What leaves one event loop, in turns: what rooms have for their readers is collected, each batch is framed once, in one
 * buffer that all of its sockets share, and each socket is flushed once for all that was written to it.
 *
 * <p>After a turn the loop rests from sending for a time that grows with the number of sockets it has served. What comes
 * first goes at once, and a loop that has few sockets to serve hardly ever rests; one that has many sends more at a time,
 * because it is the flush that costs. Everything but {@link #execute} happens on the loop.
 */
final class Outlet implements Executor {

    private static final Log log = LogFactory.getLog(Outlet.class);

    /** Not the channels' own, which waits for a lock when it grows. */
    private static final ByteBufAllocator MEMORY = PooledByteBufAllocator.DEFAULT;

    /** A flush takes about five: so flushing takes a small part of the loop's time, whatever happens. */
    private static final long REST_PER_SOCKET = TimeUnit.MICROSECONDS.toNanos(80);

    private static final long LONGEST_REST = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int FINAL_TEXT = 0x81;
    private static final int SHORT = 125;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int LONGEST_HEADER = 10;

    private final Loop loop;
    private final Map<Batch, ByteBuf> framed = new IdentityHashMap<>();
    private List<Runnable> tasks = new ArrayList<>();
    private Set<ChannelHandlerContext> written = new LinkedHashSet<>();
    private long next;
    private boolean scheduled;

    Outlet(Loop loop) {
        this.loop = loop;
        this.next = loop.now();
    }

    /** Runs a task on the loop at the next turn; what it writes goes out at the end of that. */
    @Override
    public void execute(Runnable task) {
        loop.execute(
                () -> {
                    tasks.add(task);
                    schedule();
                },
                0);
    }

    /** Writes a batch, which goes out at the end of this turn or of the next. */
    void write(ChannelHandlerContext wire, Batch batch) {
        ByteBuf bytes = framed.computeIfAbsent(batch, whole -> frame(MEMORY, whole));
        wire.write(bytes.retainedDuplicate(), wire.voidPromise());
        written.add(wire);
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.execute(this::turn, Math.max(0, next - loop.now()));
        }
    }

    private void turn() {
        List<Runnable> now = tasks;
        tasks = new ArrayList<>();
        now.forEach(Outlet::run);
        scheduled = false;
        int sockets = flush();
        next = loop.now() + Math.min(LONGEST_REST, sockets * REST_PER_SOCKET);
    }

    /** A task that fails must not keep the loop's other rooms from being served. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("A room could not be delivered", e);
        }
    }

    /** A flush may close a channel, or make one writable, which writes again: that goes out at the next turn. */
    private int flush() {
        framed.values().forEach(ByteBuf::release);
        framed.clear();
        Set<ChannelHandlerContext> wires = written;
        written = new LinkedHashSet<>();
        wires.forEach(ChannelHandlerContext::flush);
        return wires.size();
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

    /** An event loop and its clock. */
    interface Loop {

        /** @param after nanoseconds; 0 for as soon as it is this task's turn */
        void execute(Runnable task, long after);

        /** In nanoseconds from whatever moment. */
        long now();

        static Loop of(EventLoop loop) {
            return new Loop() {
                @Override
                public void execute(Runnable task, long after) {
                    if (after == 0) {
                        loop.execute(task);
                    } else {
                        loop.schedule(task, after, TimeUnit.NANOSECONDS);
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

package chat.parley.database.postgresql;

import chat.parley.database.OncePerMinute;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection on which an answer is not complete in time, because its peer is gone or packets are lost before
 * or during the answer. TCP alone would take a quarter of an hour to detect this, if it does at all, and the driver
 * waits as long. Other connections that have received nothing since then are probably dead, too, and would each take as
 * long: idle ones are closed, and those that wait for an answer get a shorter limit.
 *
 * <p>Time is counted in checks, so that a process that was frozen reads what has arrived before it closes connections.
 * Everything runs on the channel's loop.
 */
final class ResponseTimeoutHandler extends ChannelDuplexHandler {

    private static final Logger log = LoggerFactory.getLogger(ResponseTimeoutHandler.class);
    private static final OncePerMinute SILENT = new OncePerMinute();

    /** The number of checks of a connection within the limit. */
    private static final int CHECKS_PER_TIMEOUT = 10;

    /** The number of checks after which a suspected connection is closed. */
    private static final int MAX_SUSPECT_CHECKS = 2;

    private final long limit;
    private final Set<ResponseTimeoutHandler> handlers;
    private final ResponseTracker responses = new ResponseTracker();
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> checking;
    private int checks;
    private boolean suspected;
    private long sentAt = System.nanoTime();
    private long receivedAt = System.nanoTime();

    /**
     * @param handlers the handlers of all connections to the same server, including this one while its connection is open
     */
    ResponseTimeoutHandler(Duration limit, Set<ResponseTimeoutHandler> handlers) {
        this.limit = limit.toNanos();
        this.handlers = handlers;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        handlers.add(this);
        long interval = limit / CHECKS_PER_TIMEOUT;
        checking = active.executor().scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.NANOSECONDS);
        active.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        handlers.remove(this);
        if (checking != null) {
            checking.cancel(false);
        }
        inactive.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            if (!responses.isWaiting()) {
                restart();
            }
            responses.sent(bytes);
        }
        to.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        receivedAt = System.nanoTime();
        suspected = false;
        if (message instanceof ByteBuf bytes && responses.received(bytes)) {
            restart();
        }
        from.fireChannelRead(message);
    }

    private void restart() {
        checks = 0;
        sentAt = System.nanoTime();
    }

    private void check() {
        if (responses.isWaiting() && ++checks > (suspected ? MAX_SUSPECT_CHECKS : CHECKS_PER_TIMEOUT)) {
            if (SILENT.isDue()) {
                log.warn("A connection to the database is open and gives no complete answer; it is closed");
            }
            if (!suspected) {
                suspectOthers(sentAt);
            }
            close();
        }
    }

    private void suspectOthers(long since) {
        handlers.forEach(handler -> handler.suspect(since));
    }

    /** Safe to call from any thread. */
    private void suspect(long since) {
        Objects.requireNonNull(context).executor().execute(() -> {
            suspected = receivedAt - since < 0;
            if (suspected && !responses.isWaiting()) {
                close();
            }
        });
    }

    private void close() {
        Objects.requireNonNull(context).close();
    }
}

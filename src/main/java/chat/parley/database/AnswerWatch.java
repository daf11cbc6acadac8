package chat.parley.database;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection on which an answer is not complete in time: its peer is gone, or the bytes vanish on the way, before
 * the answer or in the middle of it. TCP alone would notice after a quarter of an hour, if ever, and the driver waits for
 * as long. The idle connections that have received nothing since then are ended with it: they are dead in the same way, and
 * would each cost as much time.
 *
 * <p>Time is counted in checks, so that a process which was frozen reads what has arrived before it gives anything up.
 * Everything runs on the channel's loop.
 */
final class AnswerWatch extends ChannelDuplexHandler {

    private static final Log log = LogFactory.getLog(AnswerWatch.class);

    /** How often a connection is checked within the limit. */
    private static final int CHECKS = 10;

    private final long limit;
    private final Set<AnswerWatch> all;
    private final AnswerProgress progress = new AnswerProgress();
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> checking;
    private int checks;
    private long sentAt = System.nanoTime();
    private long receivedAt = System.nanoTime();

    /** @param all the watches of all connections to the same place, this one among them while it is open */
    AnswerWatch(Duration limit, Set<AnswerWatch> all) {
        this.limit = limit.toNanos();
        this.all = all;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        all.add(this);
        long pause = limit / CHECKS;
        checking = active.executor().scheduleWithFixedDelay(this::check, pause, pause, TimeUnit.NANOSECONDS);
        active.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        all.remove(this);
        if (checking != null) {
            checking.cancel(false);
        }
        inactive.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes) {
            if (!progress.waiting()) {
                restart();
            }
            progress.sent(bytes);
        }
        to.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        receivedAt = System.nanoTime();
        if (message instanceof ByteBuf bytes && progress.received(bytes)) {
            restart();
        }
        from.fireChannelRead(message);
    }

    private void restart() {
        checks = 0;
        sentAt = System.nanoTime();
    }

    private void check() {
        if (progress.waiting() && ++checks > CHECKS) {
            log.warn("A connection to the database is open and gives no complete answer; it is closed");
            long since = sentAt;
            all.forEach(watch -> watch.suspect(since));
            end();
        }
    }

    /** Any thread may call this. */
    private void suspect(long since) {
        Objects.requireNonNull(context).executor().execute(() -> {
            if (!progress.waiting() && receivedAt - since < 0) {
                end();
            }
        });
    }

    private void end() {
        Objects.requireNonNull(context).close();
    }
}

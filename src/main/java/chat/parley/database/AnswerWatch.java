package chat.parley.database;

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
 * Ends a connection that was asked something and has said nothing for too long: its peer is gone, or the bytes vanish on
 * the way. TCP alone would tell after a quarter of an hour, if ever, and the driver waits for as long. With it go the idle
 * connections that were not heard since that question: they are dead in the same way, and would each cost as much time.
 *
 * <p>Everything runs on the channel's loop.
 */
final class AnswerWatch extends ChannelDuplexHandler {

    private static final Log log = LogFactory.getLog(AnswerWatch.class);

    /** So often in its limit a connection is looked at. */
    private static final int LOOKS = 10;

    private final long limit;
    private final Set<AnswerWatch> all;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> looking;
    private boolean asked;
    private long askedAt;
    private long heardAt = System.nanoTime();

    /** @param all the watches of all connections to the same place, this one among them while it is open */
    AnswerWatch(Duration limit, Set<AnswerWatch> all) {
        this.limit = limit.toNanos();
        this.all = all;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        all.add(this);
        looking = active.executor().scheduleAtFixedRate(this::look, limit / LOOKS, limit / LOOKS, TimeUnit.NANOSECONDS);
        active.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        all.remove(this);
        if (looking != null) {
            looking.cancel(false);
        }
        inactive.fireChannelInactive();
    }

    @Override
    public void write(ChannelHandlerContext to, Object message, ChannelPromise promise) {
        if (!asked) {
            asked = true;
            askedAt = System.nanoTime();
        }
        to.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        asked = false;
        heardAt = System.nanoTime();
        from.fireChannelRead(message);
    }

    private void look() {
        if (asked && System.nanoTime() - askedAt > limit) {
            log.warn("The database does not answer on a connection that is open; it is given up");
            long since = askedAt;
            all.forEach(watch -> watch.suspect(since));
            end();
        }
    }

    /** Any thread may call this. */
    private void suspect(long since) {
        Objects.requireNonNull(context).executor().execute(() -> {
            if (!asked && heardAt - since < 0) {
                end();
            }
        });
    }

    private void end() {
        Objects.requireNonNull(context).close();
    }
}

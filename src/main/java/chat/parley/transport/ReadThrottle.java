package chat.parley.transport;

import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Controls when a socket is read. A blocked socket is not read, because each of its frames may need an answer, and
 * reading pauses after a socket has sent more frames than its account's limit. Placed below the WebSocket decoder,
 * which continues reading by itself while a frame is incomplete.
 *
 * <p>Reactor Netty enables the channel's automatic reading while its consumer keeps up. The transport would then read
 * regardless of this class, so automatic reading is disabled for as long as the socket must wait.
 *
 * <p>Everything runs on the connection's event loop, except {@link #idleNanos}.
 */
public final class ReadThrottle extends ChannelDuplexHandler {

    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    private final RateLimits limits;
    private final long account;
    private final UnfinishedFrames.Share unfinished;
    private @Nullable ChannelHandlerContext context;
    private boolean readPending;
    private boolean paused;
    /** Whether automatic reading was disabled here and must be enabled again. */
    private boolean autoReadSuspended;

    private Duration excess = Duration.ZERO;
    /**
     * The refusal for all frames that were read together with the first excess one, so that a flood does not query the
     * rate limit for each frame.
     */
    private @Nullable Refusal refused;

    private volatile long receivedAt = System.nanoTime();

    ReadThrottle(RateLimits limits, long account, UnfinishedFrames.Share unfinished) {
        this.limits = limits;
        this.account = account;
        this.unfinished = unfinished;
    }

    /**
     * Counts a frame.
     *
     * @return null if the account may send it; otherwise a refusal, and the next read is delayed
     */
    @Nullable
    public Refusal count() {
        receivedAt = System.nanoTime();
        Refusal last = refused;
        if (last == null) {
            last = take();
            refused = last;
        }
        if (last != null && excess.compareTo(MAX_PAUSE) < 0) {
            excess = excess.plus(Objects.requireNonNullElse(last.retryAfter(), Duration.ZERO));
        }
        return last;
    }

    private @Nullable Refusal take() {
        try {
            limits.take(Rate.FRAME, account);
            return null;
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    /** Called when the decoder has completed a frame. */
    void frameComplete() {
        unfinished.reset();
    }

    /** Returns the time since the last sign of life from the peer, in nanoseconds. Safe to call from any thread. */
    public long idleNanos() {
        return System.nanoTime() - receivedAt;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        context = null;
        unfinished.reset();
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        readPending = true;
        if (!paused && refused != null) {
            paused = true;
            Duration pause = excess.compareTo(MAX_PAUSE) < 0 ? excess : MAX_PAUSE;
            excess = Duration.ZERO;
            refused = null;
            ctx.executor().schedule(this::resume, pause.toNanos(), TimeUnit.NANOSECONDS);
        }
        readIfPossible();
    }

    private void resume() {
        paused = false;
        readIfPossible();
    }

    private void readIfPossible() {
        ChannelHandlerContext current = context;
        if (current == null || !readPending) {
            return;
        }
        ChannelConfig config = current.channel().config();
        if (paused || !current.channel().isWritable()) {
            autoReadSuspended |= config.isAutoRead();
            config.setAutoRead(false);
        } else if (autoReadSuspended) {
            autoReadSuspended = false;
            // Triggers a read
            config.setAutoRead(true);
        } else {
            readPending = false;
            current.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean overLimit = message instanceof ByteBuf bytes && !unfinished.add(bytes.readableBytes());
        ctx.fireChannelRead(message);
        if (overLimit && unfinished.exceeded()) {
            ctx.close();
        }
    }

    /** A peer that receives bytes is alive. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        receivedAt = System.nanoTime();
        ctx.fireChannelWritabilityChanged();
        readIfPossible();
    }
}

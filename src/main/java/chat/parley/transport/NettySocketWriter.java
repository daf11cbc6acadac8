package chat.parley.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.channel.AbortedException;

/**
 * Writes encoded frames directly into the channel, below the WebSocket encoder and without allocations per message.
 * Frames of other origin (pings, pongs, the closing handshake) pass through the encoder and keep their order relative
 * to these.
 *
 * <p>Writes are not awaited: one that fails closes the channel, which ends the connection.
 */
public final class NettySocketWriter extends ChannelInboundHandlerAdapter implements SocketWriter {

    private final Channel channel;
    private final LoopFlusher flusher;
    private final Sinks.Empty<Void> completion = Sinks.empty();
    private Runnable onReady = () -> {};
    private @Nullable ChannelHandlerContext handlerContext;

    public NettySocketWriter(Channel channel, LoopFlusher flusher) {
        this.channel = channel;
        this.flusher = flusher;
    }

    /** Returns whether a channel is a WebSocket that this class can write to. */
    public static boolean supports(Channel channel) {
        return channel.pipeline().context(WebSocketFrameEncoder.class) != null;
    }

    @Override
    public Mono<Void> open(Runnable whenReady) {
        return Mono.defer(() -> {
            if (!channel.isActive()) {
                return Mono.error(lost());
            }
            onReady = whenReady;
            var pipeline = channel.pipeline();
            pipeline.addBefore(pipeline.context(WebSocketFrameEncoder.class).name(), null, this);
            channel.eventLoop().execute(whenReady);
            return completion.asMono();
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        handlerContext = context;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        handlerContext = null;
        completion.tryEmitError(lost());
    }

    @Override
    public Executor deliveryExecutor() {
        return flusher;
    }

    @Override
    public boolean ready() {
        return handlerContext != null && channel.isActive() && channel.isWritable();
    }

    @Override
    public void write(FrameBatch batch) {
        if (handlerContext != null) {
            flusher.write(handlerContext, batch);
        }
    }

    @Override
    public void finish() {
        completion.tryEmitEmpty();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            onReady.run();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        completion.tryEmitError(lost());
        context.fireChannelInactive();
    }

    /** The same exception as Reactor Netty's. */
    private static AbortedException lost() {
        return new AbortedException("The socket is gone");
    }
}

package chat.parley.gateway;

import chat.parley.hub.Batch;
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
 * Writes framed bytes into the channel, below the WebSocket encoder, with nothing of its own for each message. What others
 * write there (pings, pongs, the closing handshake) goes through the encoder and keeps its place between them.
 *
 * <p>Nobody waits for a write: one that fails closes the channel, and that ends the connection as any loss does.
 */
final class DirectWire extends ChannelInboundHandlerAdapter implements Wire {

    private final Channel channel;
    private final Outlet outlet;
    private final Sinks.Empty<Void> over = Sinks.empty();
    private Runnable ready = () -> {};
    private @Nullable ChannelHandlerContext below;

    DirectWire(Channel channel, Outlet outlet) {
        this.channel = channel;
        this.outlet = outlet;
    }

    /** Whether a channel speaks the protocol that this writes. */
    static boolean fits(Channel channel) {
        return channel.pipeline().context(WebSocketFrameEncoder.class) != null;
    }

    @Override
    public Mono<Void> open(Runnable whenReady) {
        return Mono.defer(() -> {
            if (!channel.isActive()) {
                return Mono.error(lost());
            }
            ready = whenReady;
            var pipeline = channel.pipeline();
            pipeline.addBefore(pipeline.context(WebSocketFrameEncoder.class).name(), null, this);
            channel.eventLoop().execute(whenReady);
            return over.asMono();
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        below = context;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        below = null;
        over.tryEmitError(lost());
    }

    @Override
    public Executor turns() {
        return outlet;
    }

    @Override
    public boolean ready() {
        return below != null && channel.isActive() && channel.isWritable();
    }

    @Override
    public void write(Batch batch) {
        if (below != null) {
            outlet.write(below, batch);
        }
    }

    @Override
    public void finish() {
        over.tryEmitEmpty();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            ready.run();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over.tryEmitError(lost());
        context.fireChannelInactive();
    }

    /** As Reactor Netty says it. */
    private static AbortedException lost() {
        return new AbortedException("The socket is gone");
    }
}

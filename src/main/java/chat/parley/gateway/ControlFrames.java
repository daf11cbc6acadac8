package chat.parley.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings, and bounds messages that arrive in fragments. Only the newest ping of what was read together, or of what arrived while
 * the socket takes nothing, gets a pong, which RFC 6455, section 5.5.3 permits. A message whose fragments exceed {@link Heard#MAX_BYTES} is cut
 * there and refused, and the rest of it is discarded as it arrives; at {@link GatewayRoutes#MAX_TRANSPORT_BYTES} the socket
 * ends, as it does for a single frame.
 *
 * <p>Everything runs on the connection's event loop.
 */
final class ControlFrames extends ChannelInboundHandlerAdapter {

    /** Stands for what was discarded: too long for a frame, whatever precedes it. */
    private static final ByteBuf TOO_LONG =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[Heard.MAX_BYTES + 1]));

    private final Intake intake;
    private byte @Nullable [] unanswered;
    private boolean delivered;
    private boolean swallowed;
    private boolean discarding;
    private boolean closed;
    private long fragments;

    ControlFrames(Intake intake) {
        this.intake = intake;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        intake.frameComplete();
        WebSocketFrame frame = message instanceof WebSocketFrame decoded ? accepted(ctx, decoded) : null;
        if (frame == null) {
            swallowed = true;
            ReferenceCountUtil.release(message);
        } else {
            delivered = true;
            ctx.fireChannelRead(frame);
        }
    }

    /** The frame, or what takes its place; null if it goes no further. */
    private @Nullable WebSocketFrame accepted(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (closed) {
            return null;
        }
        if (frame instanceof PingWebSocketFrame ping) {
            ping(ctx, ping.content());
            return null;
        }
        if (frame instanceof PongWebSocketFrame) {
            intake.count();
            return null;
        }
        if (frame instanceof CloseWebSocketFrame) {
            closed = true;
            return frame;
        }
        return frame.isFinalFragment() && !(frame instanceof ContinuationWebSocketFrame) ? frame : fragment(ctx, frame);
    }

    private void ping(ChannelHandlerContext ctx, ByteBuf payload) {
        if (intake.count() == null) {
            byte[] newest = new byte[payload.readableBytes()];
            payload.getBytes(payload.readerIndex(), newest);
            unanswered = newest;
        }
    }

    private void pong(ChannelHandlerContext ctx) {
        byte[] payload = unanswered;
        if (payload != null && ctx.channel().isWritable()) {
            unanswered = null;
            ctx.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)), ctx.voidPromise());
        }
    }

    private @Nullable WebSocketFrame fragment(ChannelHandlerContext ctx, WebSocketFrame frame) {
        intake.count();
        boolean first = !(frame instanceof ContinuationWebSocketFrame);
        fragments = (first ? 0 : fragments) + frame.content().readableBytes();
        boolean rest = discarding && !first;
        discarding = fragments > Heard.MAX_BYTES && !frame.isFinalFragment();
        if (fragments > GatewayRoutes.MAX_TRANSPORT_BYTES) {
            ctx.close();
            return null;
        }
        if (rest) {
            return null;
        }
        return fragments > Heard.MAX_BYTES ? replaced(frame, first) : frame;
    }

    private static WebSocketFrame replaced(WebSocketFrame frame, boolean first) {
        frame.release();
        return first
                ? new TextWebSocketFrame(true, 0, TOO_LONG.duplicate())
                : new ContinuationWebSocketFrame(true, 0, TOO_LONG.duplicate());
    }

    /** A read that brought nothing for those above leaves them waiting for the next. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        boolean readOn = swallowed && !delivered;
        swallowed = false;
        delivered = false;
        pong(ctx);
        ctx.fireChannelReadComplete();
        if (readOn) {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pong(ctx);
        ctx.fireChannelWritabilityChanged();
    }
}

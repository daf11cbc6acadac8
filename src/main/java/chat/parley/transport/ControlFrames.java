package chat.parley.transport;

import chat.parley.gateway.GatewayRoutes;
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
 * Answers pings and limits fragmented messages. Of several pings that were read together or that arrived while the
 * socket was blocked, only the newest gets a pong, as RFC 6455, section 5.5.3 permits. A message whose fragments exceed
 * {@link InboundFrame#MAX_BYTES} is truncated there and refused, and its remaining fragments are discarded on arrival.
 * Above {@link GatewayRoutes#MAX_TRANSPORT_BYTES} or 1,000 fragments, the socket is closed, as for a single frame.
 *
 * <p>Everything runs on the connection's event loop.
 */
final class ControlFrames extends ChannelInboundHandlerAdapter {

    /** Replaces discarded content; too long for a frame by itself, so that the message is refused. */
    private static final ByteBuf TOO_LONG =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(new byte[InboundFrame.MAX_BYTES + 1]));

    /** Each fragment costs as much as a frame, regardless of its length. */
    private static final int MAX_FRAGMENTS = 1000;

    private final ReadThrottle throttle;
    private byte @Nullable [] pendingPing;
    private boolean delivered;
    private boolean swallowed;
    private boolean discarding;
    private boolean closed;
    /** The length of the message that is arriving, in bytes. */
    private long length;

    private int fragments;

    ControlFrames(ReadThrottle throttle) {
        this.throttle = throttle;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        throttle.frameComplete();
        WebSocketFrame frame = message instanceof WebSocketFrame decoded ? filter(ctx, decoded) : null;
        if (frame == null) {
            swallowed = true;
            ReferenceCountUtil.release(message);
        } else {
            delivered = true;
            ctx.fireChannelRead(frame);
        }
    }

    /** Returns the frame or its replacement; null if it is consumed here. */
    private @Nullable WebSocketFrame filter(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (closed) {
            return null;
        }
        if (frame instanceof PingWebSocketFrame ping) {
            ping(ctx, ping.content());
            return null;
        }
        if (frame instanceof PongWebSocketFrame) {
            throttle.count();
            return null;
        }
        if (frame instanceof CloseWebSocketFrame) {
            closed = true;
            return frame;
        }
        return frame.isFinalFragment() && !(frame instanceof ContinuationWebSocketFrame) ? frame : fragment(ctx, frame);
    }

    private void ping(ChannelHandlerContext ctx, ByteBuf payload) {
        if (throttle.count() == null) {
            byte[] copy = new byte[payload.readableBytes()];
            payload.getBytes(payload.readerIndex(), copy);
            pendingPing = copy;
        }
    }

    private void pong(ChannelHandlerContext ctx) {
        byte[] payload = pendingPing;
        if (payload != null && ctx.channel().isWritable()) {
            pendingPing = null;
            ctx.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)), ctx.voidPromise());
        }
    }

    private @Nullable WebSocketFrame fragment(ChannelHandlerContext ctx, WebSocketFrame frame) {
        throttle.count();
        boolean first = !(frame instanceof ContinuationWebSocketFrame);
        fragments = first ? 1 : fragments + 1;
        length = (first ? 0 : length) + frame.content().readableBytes();
        boolean skipped = discarding && !first;
        discarding = length > InboundFrame.MAX_BYTES && !frame.isFinalFragment();
        if (fragments > MAX_FRAGMENTS || length > GatewayRoutes.MAX_TRANSPORT_BYTES) {
            ctx.close();
            return null;
        }
        if (skipped) {
            return null;
        }
        return length > InboundFrame.MAX_BYTES ? replacement(frame, first) : frame;
    }

    private static WebSocketFrame replacement(WebSocketFrame frame, boolean first) {
        frame.release();
        return first
                ? new TextWebSocketFrame(true, 0, TOO_LONG.duplicate())
                : new ContinuationWebSocketFrame(true, 0, TOO_LONG.duplicate());
    }

    /** Reads again if no frame was passed on, because the handlers above still wait for one. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        boolean readAgain = swallowed && !delivered;
        swallowed = false;
        delivered = false;
        pong(ctx);
        ctx.fireChannelReadComplete();
        if (readAgain) {
            ctx.read();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        pong(ctx);
        ctx.fireChannelWritabilityChanged();
    }
}

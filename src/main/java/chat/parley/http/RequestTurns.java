package chat.parley.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Handles one request of a connection at a time: the next one is read and started after the socket has accepted the
 * whole response to the previous one. Otherwise a client that pipelines requests without reading responses could fill
 * the memory. After a response with status 429 the next request waits, so that clients that ignore the limit are not
 * served, either. While the server stops, and after input that cannot be decoded, such as too many pipelined requests
 * in one read, the connection is closed after the current response. Removes itself from the pipeline when the
 * connection becomes a WebSocket.
 */
final class RequestTurns extends ChannelDuplexHandler {

    private static final Duration REFUSAL_PAUSE = Duration.ofSeconds(1);

    private final Deque<Object> queue = new ArrayDeque<>(0);
    private final Reads reads = new Reads();
    private final StalledResponses stalled;
    private final boolean shared;
    private final BooleanSupplier stopping;
    private boolean answering;
    private boolean receiving;
    private boolean undecodable;
    private boolean readPending;
    /** Whether the channel would read by itself if this handler had not stopped it. */
    private boolean autoRead;

    private boolean refused;
    private boolean paused;

    /**
     * @param shared whether the connection carries the requests of many clients, which must not wait for each other
     * @param stopping whether the server stops
     */
    RequestTurns(StalledResponses stalled, boolean shared, BooleanSupplier stopping) {
        this.stalled = stalled;
        this.shared = shared;
        this.stopping = stopping;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (queue.isEmpty() && !((answering || paused) && message instanceof HttpRequest)) {
            pass(ctx, message);
        } else {
            queue.add(message);
        }
    }

    private void pass(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            answering = true;
            receiving = true;
            RequestHeadValidation.check(request);
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        undecodable |=
                message instanceof HttpObject part && part.decoderResult().isFailure();
        ctx.fireChannelRead(message);
    }

    private void proceed(ChannelHandlerContext ctx) {
        if (paused) {
            return;
        }
        while (!queue.isEmpty() && !(answering && queue.peek() instanceof HttpRequest)) {
            pass(ctx, queue.poll());
        }
        resumeReading(ctx.channel());
    }

    private void resumeReading(Channel channel) {
        if (!readPending) {
            return;
        }
        if (autoRead) {
            autoRead = false;
            channel.config().setAutoRead(true);
        } else {
            channel.read();
        }
    }

    /** Returns the handler that delays reads. It comes before the decoder, which also reads by itself. */
    ChannelHandler reads() {
        return reads;
    }

    /**
     * Whether the next bytes would be used now. Reading them earlier costs time, and nothing would limit their rate.
     */
    private boolean isInputUsable(Channel channel) {
        return queue.isEmpty() && (receiving || !answering) && !paused && !undecodable && channel.isWritable();
    }

    private final class Reads extends ChannelOutboundHandlerAdapter {

        @Override
        public void read(ChannelHandlerContext ctx) {
            readPending = !isInputUsable(ctx.channel());
            if (!readPending) {
                ctx.read();
            } else if (ctx.channel().config().isAutoRead()) {
                // Otherwise the transport goes on reading without being asked
                autoRead = true;
                ctx.channel().config().setAutoRead(false);
            }
        }
    }

    /** The decoder ignores all further input after it has failed. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof DecoderException)) {
            ctx.fireExceptionCaught(cause);
        } else if (answering) {
            undecodable = true;
        } else {
            ctx.close();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        refused |= !shared
                && message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.TOO_MANY_REQUESTS);
        if (message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            ctx.write(message, promise.unvoid().addListener(written -> removeHandler(ctx)));
        } else if (isLast(message)) {
            // Deferred: the writer prepares for the next request only after this call has returned
            ctx.write(
                    message,
                    promise.unvoid().addListener(written -> ctx.executor().execute(() -> answered(ctx))));
        } else {
            ctx.write(message, promise);
        }
        if (!ctx.channel().isWritable() && !ctx.isRemoved()) {
            stalled.add(ctx.channel());
        }
    }

    private static boolean isLast(Object message) {
        return message instanceof LastHttpContent
                && !(message instanceof HttpResponse response
                        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
    }

    private void removeHandler(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) {
            ctx.pipeline().remove(reads);
            ctx.pipeline().remove(this);
        }
    }

    private void answered(ChannelHandlerContext ctx) {
        answering = false;
        if (ctx.isRemoved()) {
            return;
        }
        if (stopping.getAsBoolean() || undecodable) {
            ctx.close();
        } else if (refused) {
            refused = false;
            paused = true;
            ctx.executor().schedule(() -> resume(ctx), REFUSAL_PAUSE.toNanos(), TimeUnit.NANOSECONDS);
        } else {
            proceed(ctx);
        }
    }

    private void resume(ChannelHandlerContext ctx) {
        paused = false;
        if (!ctx.isRemoved()) {
            proceed(ctx);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        if (channel.isWritable()) {
            stalled.remove(channel);
            proceed(ctx);
        } else {
            stalled.add(channel);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        discard();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stalled.remove(ctx.channel());
        discard();
        resumeReading(ctx.channel());
    }

    private void discard() {
        queue.forEach(ReferenceCountUtil::release);
        queue.clear();
    }
}

package chat.parley.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose client is too slow with a request, or with taking its answer. Counts whole heads and bodies, so
 * that a byte now and then does not keep it open. Leaves the pipeline when the connection becomes a WebSocket.
 */
final class ConnectionTimeouts extends ChannelDuplexHandler {

    private static final int CHECKS_PER_TIMEOUT = 4;

    private final HttpConnectionProperties properties;
    private final long interval;
    private int unanswered;
    private boolean first = true;
    private boolean receiving;
    private long since = System.nanoTime();
    private long bodySince;
    private long pending;
    private long progress;
    private long progressAt;

    ConnectionTimeouts(HttpConnectionProperties properties) {
        this.properties = properties;
        long shortest = Math.min(
                Math.min(
                        properties.headTimeout().toNanos(),
                        properties.bodyTimeout().toNanos()),
                Math.min(
                        properties.idleTimeout().toNanos(),
                        properties.writeTimeout().toNanos()));
        this.interval = shortest / CHECKS_PER_TIMEOUT;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        schedule(ctx);
    }

    private void schedule(ChannelHandlerContext ctx) {
        ctx.executor().schedule(() -> check(ctx), interval, TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext ctx) {
        if (ctx.isRemoved()) {
            return;
        }
        if (isTooSlow(ctx)) {
            ctx.close();
        } else {
            schedule(ctx);
        }
    }

    private boolean isTooSlow(ChannelHandlerContext ctx) {
        if (hasWaited(ctx)) {
            return true;
        }
        if (receiving && isOver(bodySince, properties.bodyTimeout())) {
            return true;
        }
        return unanswered == 0
                && !receiving
                && isOver(since, first ? properties.headTimeout() : properties.idleTimeout());
    }

    /** Whether the client has taken nothing of an answer for too long. */
    private boolean hasWaited(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        if (buffer == null || buffer.totalPendingWriteBytes() == 0) {
            pending = 0;
            return false;
        }
        if (pending != buffer.totalPendingWriteBytes() || progress != buffer.currentProgress()) {
            pending = buffer.totalPendingWriteBytes();
            progress = buffer.currentProgress();
            progressAt = System.nanoTime();
            return false;
        }
        return isOver(progressAt, properties.writeTimeout());
    }

    private static boolean isOver(long begin, Duration limit) {
        return System.nanoTime() - begin > limit.toNanos();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            first = false;
            unanswered++;
            receiving = true;
            bodySince = System.nanoTime();
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
        if (message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            ctx.pipeline().remove(this);
        } else if (message instanceof LastHttpContent && !isInformational(message)) {
            unanswered--;
            since = System.nanoTime();
        }
    }

    private static boolean isInformational(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}

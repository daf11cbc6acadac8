package chat.parley.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Closes connections whose clients are too slow to send a request or to read a response. The timeouts cover whole heads
 * and bodies, so that single bytes do not keep a connection open. Removes itself from the pipeline when the connection
 * becomes a WebSocket.
 */
final class ConnectionTimeouts extends ChannelDuplexHandler {

    private static final int CHECKS_PER_TIMEOUT = 4;

    /** A long body may take longer if this many bytes of it arrive within each timeout. */
    private static final long BODY_PROGRESS = 256 * 1024;

    /** The write timeout while the server stops. */
    private static final Duration STOPPING_TIMEOUT = Duration.ofSeconds(1);

    private final HttpConnectionProperties properties;
    private final BooleanSupplier stopping;
    private final long interval;
    private int unanswered;
    private boolean beforeFirstRequest = true;
    private boolean receiving;
    private long since = System.nanoTime();
    private long bodySince;
    private long bodyBytes;
    private long pending;
    private long progress;
    private long progressAt;

    ConnectionTimeouts(HttpConnectionProperties properties, BooleanSupplier stopping) {
        this.properties = properties;
        this.stopping = stopping;
        this.interval = Stream.of(
                                properties.headTimeout(),
                                properties.bodyTimeout(),
                                properties.idleTimeout(),
                                properties.writeTimeout(),
                                properties.pipelineTimeout(),
                                STOPPING_TIMEOUT.multipliedBy(CHECKS_PER_TIMEOUT))
                        .min(Comparator.naturalOrder())
                        .orElseThrow()
                        .toNanos()
                / CHECKS_PER_TIMEOUT;
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
                && isOver(since, beforeFirstRequest ? properties.headTimeout() : properties.idleTimeout());
    }

    /** Whether the client has read nothing of a response for too long. */
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
        return isOver(progressAt, writeTimeout());
    }

    private Duration writeTimeout() {
        if (stopping.getAsBoolean()) {
            return STOPPING_TIMEOUT;
        }
        return unanswered > 1 ? properties.pipelineTimeout() : properties.writeTimeout();
    }

    private static boolean isOver(long start, Duration limit) {
        return System.nanoTime() - start > limit.toNanos();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest) {
            beforeFirstRequest = false;
            unanswered++;
            receiving = true;
            bodySince = System.nanoTime();
            bodyBytes = 0;
        }
        if (message instanceof HttpContent content) {
            receives(content.content().readableBytes());
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        ctx.fireChannelRead(message);
    }

    private void receives(int bytes) {
        bodyBytes += bytes;
        if (bodyBytes >= BODY_PROGRESS) {
            bodySince = System.nanoTime();
            bodyBytes = 0;
        }
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

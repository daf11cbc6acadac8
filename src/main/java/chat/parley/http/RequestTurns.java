package chat.parley.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets one request of a connection begin at a time: the next begins when the socket has taken the whole answer to the one
 * before, and nothing is read before that. Otherwise a client that sends requests and reads no answers could fill the memory
 * with them. Leaves the pipeline when the connection becomes a WebSocket.
 */
final class RequestTurns extends ChannelDuplexHandler {

    private final Deque<Object> waiting = new ArrayDeque<>(0);
    private final StalledResponses stalled;
    private boolean answering;
    private boolean readPending;

    RequestTurns(StalledResponses stalled) {
        this.stalled = stalled;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (waiting.isEmpty() && !(answering && message instanceof HttpRequest)) {
            pass(ctx, message);
        } else {
            waiting.add(message);
        }
    }

    private void pass(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request) {
            answering = true;
            RequestHeads.check(request);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        readPending = true;
        proceed(ctx);
    }

    private void proceed(ChannelHandlerContext ctx) {
        while (!waiting.isEmpty() && !(answering && waiting.peek() instanceof HttpRequest)) {
            pass(ctx, waiting.poll());
        }
        if (readPending && waiting.isEmpty() && ctx.channel().isWritable()) {
            readPending = false;
            ctx.read();
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            ctx.write(message, promise.unvoid().addListener(written -> leave(ctx)));
        } else if (ends(message)) {
            // Later: whoever writes it prepares for the next request after this has returned
            ctx.write(
                    message,
                    promise.unvoid().addListener(written -> ctx.executor().execute(() -> answered(ctx))));
        } else {
            ctx.write(message, promise);
        }
    }

    private static boolean ends(Object message) {
        return message instanceof LastHttpContent
                && !(message instanceof HttpResponse response
                        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL);
    }

    private static void leave(ChannelHandlerContext ctx) {
        if (!ctx.isRemoved()) {
            ctx.pipeline().remove(ctx.handler());
        }
    }

    private void answered(ChannelHandlerContext ctx) {
        answering = false;
        if (!ctx.isRemoved()) {
            proceed(ctx);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Channel channel = ctx.channel();
        if (channel.isWritable()) {
            stalled.goesOn(channel);
            proceed(ctx);
        } else {
            stalled.stalls(channel);
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
        stalled.goesOn(ctx.channel());
        discard();
    }

    private void discard() {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}

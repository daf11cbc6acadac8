package chat.parley.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * A load of requests over persistent connections, in an open loop: a due request waits for a free connection, and its
 * latency includes that wait. Everything but {@link #step} runs on one event loop.
 */
final class PageLoad implements Load {

    private static final int MAX_ANSWER_BYTES = 1 << 22;
    private static final int BURST = 64;
    private static final int OK = 200;
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(15);
    private static final double MILLIS = 1000;

    private final Server server;
    private final Supplier<String> requests;
    private final int connections;
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = (EventLoop) group.next();
    private final ArrayDeque<Channel> idle = new ArrayDeque<>();
    private final ArrayDeque<Long> due = new ArrayDeque<>();
    private final Tally tally = new Tally();
    private long sent;
    private long failed;
    private volatile long from;

    /** @param requests supplies the head of each request, with the empty line */
    PageLoad(Server server, int connections, Supplier<String> requests) {
        this.server = server;
        this.requests = requests;
        this.connections = connections;
        List<Channel> channels = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            channels.add(connect());
        }
        loop.submit(() -> idle.addAll(channels)).syncUninterruptibly();
    }

    private Channel connect() {
        return new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpClientCodec(),
                                        new HttpObjectAggregator(MAX_ANSWER_BYTES),
                                        new Answers());
                    }
                })
                .connect(server.host(), server.port())
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public Step step(double rate, double warmUp, double seconds) {
        long start = System.nanoTime();
        from = start + (long) (warmUp * 1e9);
        long to = from + (long) (seconds * 1e9);
        loop.submit(() -> {
                    tally.latencies();
                    sent = 0;
                    failed = 0;
                })
                .syncUninterruptibly();
        long arrived = tally.deliveries();
        loop.execute(() -> pace(start, 1e9 / rate, to));
        Sample before = Sample.at(from, server, tally::deliveries);
        Sample after = Sample.at(to, server, tally::deliveries);
        drain();
        return loop.submit(() -> count(rate, before, after, arrived))
                .syncUninterruptibly()
                .getNow();
    }

    private void pace(long start, double period, long end) {
        long next = start + (long) (sent * period);
        for (int i = 0; i < BURST && next <= System.nanoTime() && next < end; i++) {
            sent++;
            due.add(next);
            next = start + (long) (sent * period);
        }
        serve();
        if (next < end) {
            loop.schedule(() -> pace(start, period, end), Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
        }
    }

    private void serve() {
        while (!due.isEmpty() && !idle.isEmpty()) {
            Channel channel = idle.poll();
            channel.pipeline().get(Answers.class).scheduled = due.remove();
            ByteBuf request = Unpooled.copiedBuffer(requests.get(), StandardCharsets.US_ASCII);
            channel.pipeline().firstContext().writeAndFlush(request);
        }
    }

    /** Waits until every request is answered, or until nothing has arrived for some seconds. */
    private void drain() {
        long progress = System.nanoTime();
        long before = -1;
        while (System.nanoTime() - progress < TIMEOUT
                && !loop.submit(() -> due.isEmpty() && idle.size() == connections)
                        .syncUninterruptibly()
                        .getNow()) {
            if (tally.deliveries() != before) {
                before = tally.deliveries();
                progress = System.nanoTime();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private Step count(double rate, Sample before, Sample after, long arrived) {
        Histogram latencies = tally.latencies();
        double seconds = before.secondsUntil(after);
        long answers = after.arrived() - before.arrived();
        return new Step(
                rate,
                seconds,
                answers,
                answers,
                before.serverCpuUntil(after),
                before.clientCpuUntil(after),
                latencies.getValueAtPercentile(50) / MILLIS,
                latencies.getValueAtPercentile(99) / MILLIS,
                sent,
                sent - (tally.deliveries() - arrived) + failed,
                0,
                0,
                failed);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Answers extends SimpleChannelInboundHandler<FullHttpResponse> {

        private long scheduled;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse answer) {
            tally.delivered();
            if (answer.status().code() != OK) {
                failed++;
            }
            if (scheduled >= from) {
                tally.took((System.nanoTime() - scheduled) / 1000);
            }
            idle.add(context.channel());
            serve();
        }
    }
}

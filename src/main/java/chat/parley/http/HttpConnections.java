package chat.parley.http;

import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/**
 * Applies the limits of {@link HttpConnectionProperties} to each new HTTP/1.1 connection. Stops before the web server,
 * which would otherwise wait for connections that keep sending requests.
 */
@Component
class HttpConnections implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, SmartLifecycle {

    private static final int MIN_BUFFER = 64;
    private static final int INITIAL_BUFFER = 1024;

    /**
     * All requests of one read are in memory together, and a short request takes twenty times its length there. The
     * decoder also limits their number, which ordinary requests of this many bytes do not exceed.
     */
    private static final int MAX_BUFFER = 4 * 1024;

    private final HttpConnectionProperties properties;
    private final StalledResponses stalled =
            new StalledResponses(Runtime.getRuntime().maxMemory());
    private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();
    private final TrustedProxies proxies;
    private final int maxPerAddress;
    private volatile boolean stopping;

    HttpConnections(HttpConnectionProperties properties, LimitProperties limits, TrustedProxies proxies) {
        this.properties = properties;
        this.proxies = proxies;
        this.maxPerAddress = limits.enabled() && properties.connectionsPerAddress() > 0
                ? properties.connectionsPerAddress()
                : Integer.MAX_VALUE;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.doOnChannelInit((observer, channel, address) -> limit(channel)));
    }

    private void limit(Channel channel) {
        boolean shared =
                channel.remoteAddress() instanceof InetSocketAddress peer && proxies.contains(peer.getAddress());
        if (maxPerAddress < Integer.MAX_VALUE && !shared && channel.remoteAddress() instanceof InetSocketAddress peer) {
            count(channel, peer.getAddress());
        }
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(MIN_BUFFER, INITIAL_BUFFER, MAX_BUFFER).maxMessagesPerRead(1));
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
            pipeline.addBefore(
                    NettyPipeline.HttpTrafficHandler, null, new ConnectionTimeouts(properties, this::isStopping));
            RequestTurns turns = new RequestTurns(stalled, shared, this::isStopping);
            pipeline.addBefore(NettyPipeline.HttpCodec, null, turns.reads());
            pipeline.addBefore(NettyPipeline.HttpTrafficHandler, null, turns);
        }
    }

    private boolean isStopping() {
        return stopping;
    }

    @Override
    public void start() {
        stopping = false;
    }

    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public boolean isRunning() {
        return !stopping;
    }

    /** Stops after the WebSockets are closed. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }

    private void count(Channel channel, InetAddress address) {
        int current = open.merge(address, 1, Integer::sum);
        channel.closeFuture()
                .addListener(closed -> open.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1));
        if (current > maxPerAddress) {
            channel.close();
        }
    }
}

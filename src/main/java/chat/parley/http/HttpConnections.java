package chat.parley.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.NettyPipeline;

/** Puts each new HTTP/1.1 connection under the limits of {@link HttpConnectionProperties}. */
@Component
class HttpConnections implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private final HttpConnectionProperties properties;
    private final StalledResponses stalled =
            new StalledResponses(Runtime.getRuntime().maxMemory());
    private final Map<InetAddress, Integer> open = new ConcurrentHashMap<>();
    private final TrustedProxies proxies;
    private final int maxPerAddress;

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
        if (maxPerAddress < Integer.MAX_VALUE
                && channel.remoteAddress() instanceof InetSocketAddress peer
                && !proxies.contains(peer.getAddress())) {
            count(channel, peer.getAddress());
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
            pipeline.addBefore(NettyPipeline.HttpTrafficHandler, null, new ConnectionTimeouts(properties));
            pipeline.addBefore(NettyPipeline.HttpTrafficHandler, null, new RequestTurns(stalled));
        }
    }

    private void count(Channel channel, InetAddress address) {
        int now = open.merge(address, 1, Integer::sum);
        channel.closeFuture()
                .addListener(closed -> open.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1));
        if (now > maxPerAddress) {
            channel.close();
        }
    }
}

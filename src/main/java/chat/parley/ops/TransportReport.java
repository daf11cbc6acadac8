package chat.parley.ops;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ServerSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.stereotype.Component;
import reactor.netty.resources.LoopResources;

/**
 * Logs the network transport at the start. It depends on the native libraries on the class path, is chosen silently,
 * and can double the CPU use.
 */
@Component
class TransportReport {

    private static final Logger log = LoggerFactory.getLogger(TransportReport.class);

    private final ReactorResourceFactory resources;

    TransportReport(ReactorResourceFactory resources) {
        this.resources = resources;
    }

    @EventListener(WebServerInitializedEvent.class)
    void started() {
        log.info("Transport: {}", name(resources.getLoopResources(), LoopResources.DEFAULT_NATIVE));
    }

    /**
     * Returns the class of the listening channel: {@code EpollServerSocketChannel} on Linux, {@code
     * NioServerSocketChannel} elsewhere.
     */
    static String name(LoopResources loops, boolean preferNative) {
        EventLoopGroup group = loops.onServer(preferNative);
        return loops.onChannelClass(ServerSocketChannel.class, group).getSimpleName();
    }
}

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
 * Says at the start what carries the connections. Which one it is depends on the native parts that are on the class path,
 * is decided without a word, and makes a difference of half the processor.
 */
@Component
class Transport {

    private static final Logger log = LoggerFactory.getLogger(Transport.class);

    private final ReactorResourceFactory resources;

    Transport(ReactorResourceFactory resources) {
        this.resources = resources;
    }

    @EventListener(WebServerInitializedEvent.class)
    void started() {
        log.info("Connections are carried by {}", name(resources.getLoopResources(), LoopResources.DEFAULT_NATIVE));
    }

    /** What kind of channel listens: {@code EpollServerSocketChannel} on Linux, {@code NioServerSocketChannel} anywhere. */
    static String name(LoopResources loops, boolean preferNative) {
        EventLoopGroup group = loops.onServer(preferNative);
        return loops.onChannelClass(ServerSocketChannel.class, group).getSimpleName();
    }
}

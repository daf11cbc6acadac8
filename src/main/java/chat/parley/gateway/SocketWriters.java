package chat.parley.gateway;

import chat.parley.transport.LoopFlusher;
import chat.parley.transport.NettySocketWriter;
import chat.parley.transport.ReactiveSocketWriter;
import chat.parley.transport.SocketWriter;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketSession;

/** Creates the fastest writer that each socket supports. */
@Component
class SocketWriters {

    private final Map<EventLoop, LoopFlusher> flushers = new ConcurrentHashMap<>();
    private final boolean direct;

    SocketWriters(GatewayProperties properties) {
        this.direct = properties.direct();
    }

    SocketWriter create(WebSocketSession session, Channel channel) {
        return direct && NettySocketWriter.supports(channel)
                ? new NettySocketWriter(
                        channel,
                        flushers.computeIfAbsent(
                                channel.eventLoop(), loop -> new LoopFlusher(LoopFlusher.Loop.of(loop))))
                : new ReactiveSocketWriter(session, channel.eventLoop());
    }
}

package chat.parley.gateway;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketSession;

/** Finds the fastest way to each socket. */
@Component
class Wires {

    private final Map<EventLoop, Outlet> outlets = new ConcurrentHashMap<>();
    private final boolean direct;

    Wires(GatewayProperties properties) {
        this.direct = properties.direct();
    }

    Wire to(WebSocketSession session, Channel channel) {
        return direct && DirectWire.fits(channel)
                ? new DirectWire(
                        channel, outlets.computeIfAbsent(channel.eventLoop(), loop -> new Outlet(Outlet.Loop.of(loop))))
                : new ReactiveWire(session, channel.eventLoop());
    }
}

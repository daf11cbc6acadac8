package chat.parley.gateway;

import chat.parley.database.Epoch;
import chat.parley.hub.Hub;
import chat.parley.node.Node;
import chat.parley.presence.Presence;
import chat.parley.session.Session;
import chat.parley.transport.ReadThrottles;
import chat.parley.transport.Socket;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.scheduler.Scheduler;

/** Opens connections, with ids that are unique in the cluster. */
@Component
class ConnectionOpener {

    private final Hub hub;
    private final Presence presence;
    private final Node node;
    private final SocketWriters writers;
    private final ReadThrottles throttles;
    private final GatewayMeters meters;
    private final Epoch epoch;
    private final AtomicLong opened = new AtomicLong();

    ConnectionOpener(
            Hub hub,
            Presence presence,
            Node node,
            SocketWriters writers,
            ReadThrottles throttles,
            GatewayMeters meters,
            Epoch epoch) {
        this.hub = hub;
        this.presence = presence;
        this.node = node;
        this.writers = writers;
        this.throttles = throttles;
        this.meters = meters;
        this.epoch = epoch;
    }

    /** @param loop the channel's event loop */
    Connection open(
            Session session, WebSocketSession webSocket, Channel channel, Scheduler loop, ProtocolHandler protocol) {
        return new Connection(
                node.id() + "-" + Long.toString(opened.incrementAndGet(), Character.MAX_RADIX),
                epoch.current(),
                session,
                new Socket(webSocket, channel, loop, throttles.of(session, channel)),
                writers.create(webSocket, channel),
                protocol,
                hub,
                presence,
                meters);
    }
}

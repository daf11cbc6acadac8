package chat.parley.gateway;

import io.netty.channel.Channel;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A WebSocket and the channel under it.
 *
 * @param scheduler the event loop of the channel, for operators
 * @param intake what decides when it is read
 */
record Socket(WebSocketSession session, Channel channel, Scheduler scheduler, Intake intake) {

    /** The event loop of the channel. */
    Executor loop() {
        return channel.eventLoop();
    }

    /** Cuts the wire, whatever the client does. */
    void cut() {
        channel.close();
    }

    /** The channel of a request that is about to become a socket. */
    static Channel channel(ServerHttpRequest handshake) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(handshake);
        AtomicReference<@Nullable Channel> found = new AtomicReference<>();
        request.withConnection(connection -> found.set(connection.channel()));
        return Objects.requireNonNull(found.get());
    }
}

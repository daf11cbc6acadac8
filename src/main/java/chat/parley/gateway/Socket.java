package chat.parley.gateway;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/**
 * A WebSocket and what lies under it.
 *
 * @param loop the event loop of its channel
 * @param transport cuts the wire, whatever the client does
 */
record Socket(WebSocketSession session, Executor loop, Runnable transport) {

    static Socket of(WebSocketSession session, ServerHttpRequest handshake) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(handshake);
        AtomicReference<@Nullable Connection> found = new AtomicReference<>();
        request.withConnection(found::set);
        Connection connection = Objects.requireNonNull(found.get());
        return new Socket(session, connection.channel().eventLoop(), connection.channel()::close);
    }
}

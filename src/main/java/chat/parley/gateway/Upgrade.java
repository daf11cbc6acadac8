package chat.parley.gateway;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.util.context.Context;

/**
 * Forgets the handshake once it is over. Its headers would live as long as its socket, and so would the whole exchange: the
 * socket's context would be that of the request, which knows who asked.
 */
final class Upgrade implements RequestUpgradeStrategy {

    private final RequestUpgradeStrategy upgrade;

    Upgrade(RequestUpgradeStrategy upgrade) {
        this.upgrade = upgrade;
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            WebSocketHandler handler,
            @Nullable String subprotocol,
            Supplier<HandshakeInfo> everything) {
        HttpServerRequest request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        HttpServerResponse response = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        HandshakeInfo nothing =
                new HandshakeInfo(exchange.getRequest().getURI(), HttpHeaders.EMPTY, Mono.empty(), subprotocol);
        WebSocketHandler forgetful = socket -> {
            request.requestHeaders().clear();
            response.responseHeaders().clear();
            return handler.handle(socket);
        };
        return upgrade.upgrade(exchange, forgetful, subprotocol, () -> nothing)
                .contextWrite(context -> Context.empty());
    }
}

package chat.parley.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.util.CollectionUtils;
import org.springframework.web.reactive.socket.HandshakeInfo;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.adapter.ReactorNettyWebSocketSession;
import org.springframework.web.reactive.socket.server.RequestUpgradeStrategy;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.util.context.Context;

/**
 * Makes a socket of a request, and forgets the request over it. Its headers would live as long as the socket, and so would
 * its URI and the whole exchange: the socket's context would be that of the request, which knows who asked.
 */
final class Upgrade implements RequestUpgradeStrategy {

    private static final HandshakeInfo FORGOTTEN = new HandshakeInfo(
            URI.create(""),
            org.springframework.http.HttpHeaders.EMPTY,
            CollectionUtils.toMultiValueMap(Map.of()),
            Mono.empty(),
            null,
            null,
            Map.of(),
            "");

    private final int longestFrame;

    /** @param longestFrame in bytes; a longer one ends its socket */
    Upgrade(int longestFrame) {
        this.longestFrame = longestFrame;
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            WebSocketHandler handler,
            @Nullable String subprotocol,
            Supplier<HandshakeInfo> everything) {
        ServerHttpResponse response = exchange.getResponse();
        HttpHeaders asked = ServerHttpRequestDecorator.<HttpServerRequest>getNativeRequest(exchange.getRequest())
                .requestHeaders();
        HttpServerResponse answer = ServerHttpResponseDecorator.getNativeResponse(response);
        NettyDataBufferFactory buffers = (NettyDataBufferFactory) response.bufferFactory();
        return response.setComplete()
                .then(Mono.defer(() -> answer.sendWebsocket(
                        (in, out) -> {
                            asked.clear();
                            answer.responseHeaders().clear();
                            return handler.handle(
                                    new ReactorNettyWebSocketSession(in, out, FORGOTTEN, buffers, longestFrame));
                        },
                        spec(subprotocol))))
                .contextWrite(context -> Context.empty());
    }

    private WebsocketServerSpec spec(@Nullable String subprotocol) {
        WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder().maxFramePayloadLength(longestFrame);
        return subprotocol == null ? spec.build() : spec.protocols(subprotocol).build();
    }
}

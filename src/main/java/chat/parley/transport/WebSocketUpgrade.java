package chat.parley.transport;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpStatus;
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
 * Upgrades a request to a WebSocket and releases the request. Otherwise its headers, its URI and the whole exchange
 * would be retained as long as the socket, and the socket's Reactor context would be that of the request, which holds
 * the caller's identity.
 */
public final class WebSocketUpgrade implements RequestUpgradeStrategy {

    private static final HandshakeInfo EMPTY_HANDSHAKE = new HandshakeInfo(
            URI.create(""),
            org.springframework.http.HttpHeaders.EMPTY,
            CollectionUtils.toMultiValueMap(Map.of()),
            Mono.empty(),
            null,
            null,
            Map.of(),
            "");

    private static final String VERSION_HEADER = "Sec-WebSocket-Version";

    /** The protocol version of RFC 6455, section 4.4; the transport would also accept drafts. */
    private static final String VERSION = "13";

    private final int maxFrameBytes;

    /** @param maxFrameBytes the limit in bytes; a longer frame closes its socket */
    public WebSocketUpgrade(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    public Mono<Void> upgrade(
            ServerWebExchange exchange,
            WebSocketHandler handler,
            @Nullable String subprotocol,
            Supplier<HandshakeInfo> handshakeInfo) {
        ServerHttpResponse response = exchange.getResponse();
        if (!VERSION.equals(exchange.getRequest().getHeaders().getFirst(VERSION_HEADER))) {
            response.setStatusCode(HttpStatus.UPGRADE_REQUIRED);
            response.getHeaders().set(VERSION_HEADER, VERSION);
            return response.setComplete();
        }
        HttpHeaders requestHeaders = ServerHttpRequestDecorator.<HttpServerRequest>getNativeRequest(
                        exchange.getRequest())
                .requestHeaders();
        HttpServerResponse nativeResponse = ServerHttpResponseDecorator.getNativeResponse(response);
        NettyDataBufferFactory bufferFactory = (NettyDataBufferFactory) response.bufferFactory();
        return response.setComplete()
                .then(Mono.defer(() -> nativeResponse.sendWebsocket(
                        (in, out) -> {
                            requestHeaders.clear();
                            nativeResponse.responseHeaders().clear();
                            return handler.handle(new ReactorNettyWebSocketSession(
                                    in, out, EMPTY_HANDSHAKE, bufferFactory, maxFrameBytes));
                        },
                        spec(subprotocol))))
                .contextWrite(context -> Context.empty());
    }

    private WebsocketServerSpec spec(@Nullable String subprotocol) {
        WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder().maxFramePayloadLength(maxFrameBytes);
        return subprotocol == null ? spec.build() : spec.protocols(subprotocol).build();
    }
}

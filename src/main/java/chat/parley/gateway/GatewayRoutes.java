package chat.parley.gateway;

import chat.parley.gateway.seeds.ChatDialect;
import chat.parley.gateway.seeds.NotificationDialect;
import chat.parley.message.MessageService;
import chat.parley.room.RoomService;
import chat.parley.transport.WebSocketUpgrade;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;

/** The WebSocket endpoints. A trailing slash is optional. */
@Configuration(proxyBeanMethods = false)
public class GatewayRoutes {

    /** Longer frames end the socket, so that a client cannot make the server buffer input that it will refuse. */
    public static final int MAX_TRANSPORT_BYTES = 1024 * 1024;

    @Bean
    WebSocketService webSocketService() {
        return new HandshakeWebSocketService(new WebSocketUpgrade(MAX_TRANSPORT_BYTES));
    }

    @Bean
    HandlerMapping sockets(
            Handshake handshake,
            ParleyProtocolHandler parley,
            ChatDialect chat,
            NotificationDialect notification,
            SeedProtocolHandler.Shared shared) {
        var parleyHandler = handshake.handler("parley.v1", exchange -> parley);
        var chatHandler = handshake.handler(null, exchange -> new SeedProtocolHandler(name(exchange), chat, shared));
        var notificationHandler =
                handshake.handler(null, exchange -> new SeedProtocolHandler(name(exchange), notification, shared));
        return new SimpleUrlHandlerMapping(
                Map.of(
                        "/ws", parleyHandler,
                        "/ws/", parleyHandler,
                        "/ws/chat/{name}", chatHandler,
                        "/ws/chat/{name}/", chatHandler,
                        "/ws/notification/{name}", notificationHandler,
                        "/ws/notification/{name}/", notificationHandler),
                Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    SeedProtocolHandler.Shared seeds(
            FrameCodec frames,
            RoomOpener opener,
            RoomService rooms,
            MessageService messages,
            FrameFailures failures,
            GatewayMeters meters) {
        return new SeedProtocolHandler.Shared(frames, opener, rooms, messages, failures, meters);
    }

    private static String name(ServerWebExchange exchange) {
        Map<String, String> variables = exchange.getRequiredAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return String.valueOf(variables.get("name"));
    }
}

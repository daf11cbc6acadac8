package chat.parley.gateway;

import chat.parley.message.MessageService;
import chat.parley.room.RoomService;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.server.ServerWebExchange;

/** The paths of the sockets. A trailing slash is optional. */
@Configuration(proxyBeanMethods = false)
class GatewayRoutes {

    /** Frames longer than this end the socket: somebody must not make the server gather what it will refuse. */
    static final int MAX_TRANSPORT_BYTES = 1024 * 1024;

    @Bean
    WebSocketService webSocketService() {
        return new HandshakeWebSocketService(new Upgrade(MAX_TRANSPORT_BYTES));
    }

    @Bean
    HandlerMapping sockets(
            Handshake handshake,
            ParleyConversation parley,
            ChatDialect chat,
            NotificationDialect notification,
            SeedConversation.Shared shared) {
        var ours = handshake.to("parley.v1", exchange -> parley);
        var chats = handshake.to(null, exchange -> new SeedConversation(name(exchange), chat, shared));
        var notifications = handshake.to(null, exchange -> new SeedConversation(name(exchange), notification, shared));
        return new SimpleUrlHandlerMapping(
                Map.of(
                        "/ws", ours,
                        "/ws/", ours,
                        "/ws/chat/{name}", chats,
                        "/ws/chat/{name}/", chats,
                        "/ws/notification/{name}", notifications,
                        "/ws/notification/{name}/", notifications),
                Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    SeedConversation.Shared seeds(
            Frames frames,
            Opening opening,
            RoomService rooms,
            MessageService messages,
            Failures failures,
            GatewayMeters meters) {
        return new SeedConversation.Shared(frames, opening, rooms, messages, failures, meters);
    }

    private static String name(ServerWebExchange exchange) {
        Map<String, String> variables = exchange.getRequiredAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return String.valueOf(variables.get("name"));
    }
}

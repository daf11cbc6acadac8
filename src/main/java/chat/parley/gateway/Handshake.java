package chat.parley.gateway;

import chat.parley.http.Refusal;
import chat.parley.session.Session;
import chat.parley.transport.EventLoops;
import chat.parley.transport.Socket;
import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Upgrades the requests of admitted clients to connections, one per socket. */
@Component
class Handshake {

    private final WebSocketService sockets;
    private final Admission admission;
    private final ConnectionOpener opener;
    private final Connections connections;
    private final EventLoops loops;
    private final SocketsOfAccounts accountSockets;
    private final GatewayMeters meters;

    Handshake(
            WebSocketService sockets,
            Admission admission,
            ConnectionOpener opener,
            Connections connections,
            EventLoops loops,
            SocketsOfAccounts accountSockets,
            GatewayMeters meters) {
        this.sockets = sockets;
        this.admission = admission;
        this.opener = opener;
        this.connections = connections;
        this.loops = loops;
        this.accountSockets = accountSockets;
        this.meters = meters;
    }

    /** Returns a handler that runs the protocol selected for the request. */
    WebHandler handler(@Nullable String subprotocol, Function<ServerWebExchange, ProtocolHandler> protocols) {
        return exchange -> {
            HttpMethod method = exchange.getRequest().getMethod();
            if (method != HttpMethod.GET) {
                return Mono.error(new MethodNotAllowedException(method, List.of(HttpMethod.GET)));
            }
            Channel channel = Socket.channel(exchange.getRequest());
            if (!channel.isRegistered()) {
                // The client has disconnected, and its channel no longer has an event loop
                return Mono.empty();
            }
            Scheduler loop = loops.of(channel.eventLoop());
            return Mono.defer(() -> admission.admit(exchange))
                    .doOnError(Refusal.class, refusal -> meters.refusedHandshake())
                    // On another thread, the first frames could overtake the upgrade and be lost
                    .publishOn(loop)
                    .filter(session -> channel.isActive())
                    .flatMap(session -> upgrade(
                            exchange,
                            session,
                            subprotocol,
                            socket -> run(opener.open(session, socket, channel, loop, protocols.apply(exchange)))));
        };
    }

    /** Counts the socket against the account's limit until the socket has ended or the upgrade has failed. */
    private Mono<Void> upgrade(
            ServerWebExchange exchange,
            Session session,
            @Nullable String subprotocol,
            Function<WebSocketSession, Mono<Void>> life) {
        SocketsOfAccounts.Slot slot = accountSockets.acquire(session.account().id());
        AtomicBoolean started = new AtomicBoolean();
        Endpoint endpoint = new Endpoint(subprotocol, socket -> {
            started.set(true);
            return life.apply(socket).doFinally(end -> slot.release());
        });
        return sockets.handleRequest(exchange, endpoint).doFinally(end -> {
            if (!started.get()) {
                slot.release();
            }
        });
    }

    private Mono<Void> run(Connection connection) {
        meters.opened();
        return connections.track(connection, connection.run());
    }

    private record Endpoint(@Nullable String subprotocol, Function<WebSocketSession, Mono<Void>> life)
            implements WebSocketHandler {

        @Override
        public List<String> getSubProtocols() {
            return subprotocol == null ? List.of() : List.of(subprotocol);
        }

        @Override
        public Mono<Void> handle(WebSocketSession session) {
            return life.apply(session);
        }
    }
}

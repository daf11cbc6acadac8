package chat.parley.gateway;

import chat.parley.database.Epoch;
import chat.parley.http.Origins;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.hub.Hub;
import chat.parley.node.Node;
import chat.parley.presence.Presence;
import chat.parley.session.CurrentSession;
import chat.parley.session.Session;
import chat.parley.transport.EventLoops;
import chat.parley.transport.ReadThrottles;
import chat.parley.transport.Socket;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

/**
 * Upgrades requests to connections. Accepts only authenticated clients, and browsers only from this site's pages;
 * creates one {@link Connection} per socket.
 */
@Component
class Handshake {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final WebSocketService sockets;
    private final Origins origins;
    private final Connections connections;
    private final Hub hub;
    private final Presence presence;
    private final Node node;
    private final RateLimits limits;
    private final EventLoops loops;
    private final SocketWriters writers;
    private final ReadThrottles throttles;
    private final SocketsOfAccounts accountSockets;
    private final GatewayMeters meters;
    private final Epoch epoch;
    private final AtomicLong opened = new AtomicLong();

    Handshake(
            WebSocketService sockets,
            Origins origins,
            Connections connections,
            Hub hub,
            Presence presence,
            Node node,
            RateLimits limits,
            EventLoops loops,
            SocketWriters writers,
            ReadThrottles throttles,
            SocketsOfAccounts accountSockets,
            GatewayMeters meters,
            Epoch epoch) {
        this.sockets = sockets;
        this.origins = origins;
        this.connections = connections;
        this.hub = hub;
        this.presence = presence;
        this.node = node;
        this.limits = limits;
        this.loops = loops;
        this.writers = writers;
        this.throttles = throttles;
        this.accountSockets = accountSockets;
        this.meters = meters;
        this.epoch = epoch;
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
            return Mono.defer(() -> admit(exchange))
                    .doOnError(Refusal.class, refusal -> meters.refusedHandshake())
                    // On another thread, the first frames could overtake the upgrade and be lost
                    .publishOn(loop)
                    .filter(session -> channel.isActive())
                    .flatMap(session -> upgrade(
                            exchange,
                            session,
                            subprotocol,
                            socket -> run(
                                    session,
                                    new Socket(socket, channel, loop, throttles.of(session, channel)),
                                    protocols.apply(exchange))));
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

    private Mono<Session> admit(ServerWebExchange exchange) {
        if (connections.draining()) {
            return Mono.error(Refusal.later(
                    Refusal.Code.UNAVAILABLE, "This node is shutting down. Reconnect to another one.", RETRY_AFTER));
        }
        takeHandshake();
        // Other sites cannot make a browser send an API token
        return CurrentSession.of(exchange).doOnNext(session -> {
            if (!session.byToken()) {
                origins.check(exchange.getRequest());
            }
            limits.take(Rate.CONNECT, session.account().id());
        });
    }

    /** Limits handshakes before the database is queried. */
    private void takeHandshake() {
        try {
            limits.take(Rate.HANDSHAKE, node.id());
        } catch (Refusal tooMany) {
            throw Refusal.overloaded(Objects.requireNonNullElse(tooMany.retryAfter(), RETRY_AFTER));
        }
    }

    private Mono<Void> run(Session session, Socket socket, ProtocolHandler protocol) {
        String id = node.id() + "-" + Long.toString(opened.incrementAndGet(), Character.MAX_RADIX);
        Connection connection = new Connection(
                id,
                epoch.current(),
                session,
                socket,
                writers.create(socket.session(), socket.channel()),
                protocol,
                hub,
                presence,
                meters);
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

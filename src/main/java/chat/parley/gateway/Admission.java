package chat.parley.gateway;

import chat.parley.http.Origins;
import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.node.Node;
import chat.parley.session.CurrentSession;
import chat.parley.session.Session;
import java.time.Duration;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Decides whether a client may connect. Admits only authenticated clients, and browsers only from this site's pages. */
@Component
class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Connections connections;
    private final Origins origins;
    private final RateLimits limits;
    private final Node node;

    Admission(Connections connections, Origins origins, RateLimits limits, Node node) {
        this.connections = connections;
        this.origins = origins;
        this.limits = limits;
        this.node = node;
    }

    /** Returns the client's session. Must be called when the result is subscribed to, because it takes from limits. */
    Mono<Session> admit(ServerWebExchange exchange) {
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
}

package chat.parley.session;

import chat.parley.http.Refusal;
import java.security.Principal;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Returns the session of a request or of a WebSocket handshake. It is read from the database lazily and at most once
 * per request.
 */
public final class CurrentSession {

    private CurrentSession() {}

    /** Returns the session; a request without one is refused with {@code not_signed_in}. */
    public static Mono<Session> of(ServerRequest request) {
        return of(request.exchange());
    }

    /** Returns the session; an exchange without one is refused with {@code not_signed_in}. */
    public static Mono<Session> of(ServerWebExchange exchange) {
        return find(exchange).switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.NOT_SIGNED_IN, "Log in first.")));
    }

    /** Returns the session; empty if there is none. */
    public static Mono<Session> find(ServerWebExchange exchange) {
        return exchange.<Principal>getPrincipal()
                .ofType(SessionAuthentication.class)
                .map(SessionAuthentication::session);
    }
}

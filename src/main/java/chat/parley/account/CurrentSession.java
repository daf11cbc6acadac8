package chat.parley.account;

import chat.parley.http.Refusal;
import java.security.Principal;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The session behind a request or a WebSocket's handshake. Read from the database once a request, and only when asked. */
public final class CurrentSession {

    private CurrentSession() {}

    /** The session; a request that is not signed in is refused with {@code not_signed_in}. */
    public static Mono<Session> of(ServerRequest request) {
        return of(request.exchange());
    }

    /** The session; an exchange that is not signed in is refused with {@code not_signed_in}. */
    public static Mono<Session> of(ServerWebExchange exchange) {
        return find(exchange).switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.NOT_SIGNED_IN, "Sign in first.")));
    }

    /** The session, or empty when nobody is signed in. */
    public static Mono<Session> find(ServerWebExchange exchange) {
        return exchange.<Principal>getPrincipal()
                .ofType(SessionAuthentication.class)
                .map(SessionAuthentication::session);
    }
}

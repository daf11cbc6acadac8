package chat.parley.account;

import chat.parley.http.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request with a token do what the token's scopes say, and nothing else: account and administration are for
 * people. What a frame needs on a socket is asked by the gateway.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TokenScopes implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!SessionContexts.hasToken(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        return CurrentSession.find(exchange)
                .doOnNext(session -> check(session, exchange.getRequest()))
                .then(chain.filter(exchange));
    }

    private static void check(Session session, ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        Scope needed = needed(request.getMethod(), path);
        if (needed == null && !path.startsWith("/ws")) {
            throw Refusal.of(Refusal.Code.INSUFFICIENT_SCOPE, "This is not for tokens.");
        }
        if (needed != null) {
            session.mustAllow(needed);
        }
    }

    /** Null for what no token may do. */
    private static @Nullable Scope needed(HttpMethod method, String path) {
        boolean reads = method == HttpMethod.GET || method == HttpMethod.HEAD;
        boolean ofRooms = path.equals("/api/rooms") || path.startsWith("/api/rooms/");
        if (reads) {
            boolean known = ofRooms
                    || path.equals("/api/account")
                    || path.equals("/api/accounts")
                    || path.equals("/api/mentions")
                    || path.equals("/api/search")
                    || path.startsWith("/api/invites/");
            return known ? Scope.READ : null;
        }
        if (path.startsWith("/api/invites/")) {
            return Scope.MANAGE;
        }
        if (!ofRooms) {
            return null;
        }
        return path.endsWith("/read") ? Scope.READ : path.contains("/messages") ? Scope.WRITE : Scope.MANAGE;
    }
}

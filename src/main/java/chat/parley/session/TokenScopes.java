package chat.parley.session;

import chat.parley.http.Paths;
import chat.parley.http.Refusal;
import chat.parley.http.RouteLookup;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Limits requests with an API token to the routes that are declared for one of its scopes ({@link Scope#permits}).
 * Matches the route and not the path, because rooms and accounts may have any name. On a socket the gateway checks the
 * scope of each frame.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class TokenScopes implements WebFilter {

    private final RouteLookup routes;

    TokenScopes(RouteLookup routes) {
        this.routes = routes;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!SessionContexts.hasToken(exchange.getRequest()) || Paths.isSocket(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        return CurrentSession.find(exchange)
                .delayUntil(session -> check(session, exchange))
                .then(chain.filter(exchange));
    }

    private Mono<Void> check(Session session, ServerWebExchange exchange) {
        return routes.handler(exchange)
                .ofType(ScopedHandler.class)
                .switchIfEmpty(
                        Mono.error(() -> Refusal.of(Refusal.Code.INSUFFICIENT_SCOPE, "API tokens can't be used here.")))
                .doOnNext(route -> check(session, route.scope()))
                .then();
    }

    private static void check(Session session, @Nullable Scope scope) {
        if (scope != null) {
            session.mustAllow(scope);
        }
    }
}

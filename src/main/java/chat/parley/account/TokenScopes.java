package chat.parley.account;

import chat.parley.http.Paths;
import chat.parley.http.Refusal;
import chat.parley.http.RouteLookup;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request with a token use the routes that are declared for one of the token's scopes ({@link Scope#permits}), and
 * nothing else. The route decides, never the text of the path: rooms and accounts may have any name. On a socket the
 * gateway asks for the scope of each frame.
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
                .ofType(ForTokens.class)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.of(Refusal.Code.INSUFFICIENT_SCOPE, "API tokens cannot be used here.")))
                .doOnNext(route -> session.mustAllow(route.scope()))
                .then();
    }
}

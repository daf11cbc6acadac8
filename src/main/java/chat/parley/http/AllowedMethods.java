package chat.parley.http;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells a wrong method from a wrong path. Functional routes do not: a route that does not match says nothing of why.
 * So the request's path is tried again with each other method, which runs no handler.
 */
@Component
class AllowedMethods {

    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final RouteLookup routes;

    AllowedMethods(RouteLookup routes) {
        this.routes = routes;
    }

    /** The methods that the request's path answers to; empty where the path answers to none. */
    Mono<List<HttpMethod>> of(ServerWebExchange exchange) {
        return Flux.fromIterable(METHODS)
                .filter(method -> method != exchange.getRequest().getMethod())
                .filterWhen(method -> isRouted(exchange, method))
                .collectList();
    }

    private Mono<Boolean> isRouted(ServerWebExchange exchange, HttpMethod method) {
        return routes.handler(exchange.mutate()
                        .request(request -> request.method(method))
                        .build())
                .hasElement();
    }
}

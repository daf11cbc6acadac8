package chat.parley.http;

import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Distinguishes a wrong method from a wrong path. Functional routes do not report why they do not match, so this class
 * looks the request's path up with each other method, without running a handler.
 */
@Component
class AllowedMethods {

    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final RouteLookup routes;

    AllowedMethods(RouteLookup routes) {
        this.routes = routes;
    }

    /** Returns the other methods that are routed for the request's path; empty if there are none. */
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

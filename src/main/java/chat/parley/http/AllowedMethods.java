package chat.parley.http;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
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

    private final ObjectProvider<RouterFunctionMapping> mappings;

    AllowedMethods(ObjectProvider<RouterFunctionMapping> mappings) {
        this.mappings = mappings;
    }

    /** The methods that the request's path answers to; empty where the path answers to none. */
    Mono<List<HttpMethod>> of(ServerWebExchange exchange) {
        return Flux.fromIterable(METHODS)
                .filter(method -> method != exchange.getRequest().getMethod())
                .filterWhen(method -> isRouted(exchange, method))
                .collectList();
    }

    private Mono<Boolean> isRouted(ServerWebExchange exchange, HttpMethod method) {
        ServerWebExchange other =
                exchange.mutate().request(request -> request.method(method)).build();
        ServerRequest request = ServerRequest.create(other, List.of());
        return Flux.fromStream(mappings.orderedStream())
                .mapNotNull(RouterFunctionMapping::getRouterFunction)
                .concatMap((RouterFunction<?> routes) -> routes.route(request))
                .hasElements();
    }
}

package chat.parley.http;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the route of a request without running it, by the rules and in the order of the dispatcher. */
@Component
public class RouteLookup {

    private final ObjectProvider<RouterFunctionMapping> mappings;

    RouteLookup(ObjectProvider<RouterFunctionMapping> mappings) {
        this.mappings = mappings;
    }

    /** Returns the handler that the dispatcher would run; empty if no route matches. */
    public Mono<HandlerFunction<?>> handler(ServerWebExchange exchange) {
        ServerRequest request = ServerRequest.create(new Trial(exchange), List.of());
        return Flux.fromStream(mappings.orderedStream())
                .mapNotNull(RouterFunctionMapping::getRouterFunction)
                .<HandlerFunction<?>>concatMap((RouterFunction<?> routes) -> routes.route(request))
                .next();
    }

    /**
     * Keeps the attributes that a matching route sets out of the real exchange, where they would affect its own
     * routing.
     */
    private static final class Trial extends ServerWebExchangeDecorator {

        private final Map<String, Object> attributes;

        Trial(ServerWebExchange exchange) {
            super(exchange);
            attributes = new ConcurrentHashMap<>(exchange.getAttributes());
        }

        @Override
        public Map<String, Object> getAttributes() {
            return attributes;
        }
    }
}

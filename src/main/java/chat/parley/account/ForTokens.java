package chat.parley.account;

import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The handler of a route that tokens may use; {@link TokenScopes} compares the scope. */
record ForTokens<T extends ServerResponse>(Scope scope, HandlerFunction<T> handler) implements HandlerFunction<T> {

    @Override
    public Mono<T> handle(ServerRequest request) {
        return handler.handle(request);
    }
}

package chat.parley.session;

import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The handler of a route that tokens may use; {@link TokenScopes} checks the scope.
 *
 * @param scope null if any token may use it
 */
record ScopedHandler<T extends ServerResponse>(@Nullable Scope scope, HandlerFunction<T> handler)
        implements HandlerFunction<T> {

    @Override
    public Mono<T> handle(ServerRequest request) {
        return handler.handle(request);
    }
}

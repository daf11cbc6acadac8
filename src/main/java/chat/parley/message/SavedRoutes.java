package chat.parley.message;

import chat.parley.account.Account;
import chat.parley.http.NumericParameters;
import chat.parley.message.MarkedMessages.Saved;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** HTTP routes for the messages that an account has saved for itself, in all rooms. Nobody else sees them. */
@Configuration(proxyBeanMethods = false)
class SavedRoutes {

    private static final int PAGE = 50;
    private static final int MAX_PAGE = 100;

    private final SavedMessages saved;

    SavedRoutes(SavedMessages saved) {
        this.saved = saved;
    }

    @Bean
    RouterFunction<ServerResponse> savedRouter() {
        return RouterFunctions.route()
                .GET("/api/saved", Scope.READ.permits(this::list))
                .PUT("/api/rooms/{id}/messages/{seq}/saved", Scope.WRITE.permits(this::save))
                .DELETE("/api/rooms/{id}/messages/{seq}/saved", Scope.WRITE.permits(this::remove))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        long before = NumericParameters.query(request, "before", 1).orElse(Long.MAX_VALUE);
        int limit = (int)
                Math.min(MAX_PAGE, NumericParameters.query(request, "limit", 1).orElse((long) PAGE));
        return account(request)
                .flatMap(account -> saved.newest(account, before, limit + 1))
                .map(found -> Page.of(found, limit))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> save(ServerRequest request) {
        return account(request)
                .flatMap(account -> saved.save(account, request.pathVariable("id"), NumericParameters.seq(request)))
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return account(request)
                .flatMap(account -> saved.remove(account, request.pathVariable("id"), NumericParameters.seq(request)))
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }

    /** @param next the value of {@code before} for the next page; null if this is the last one */
    record Page(List<LocatedMessage> saved, @Nullable Long next) {

        static Page of(List<Saved> found, int limit) {
            List<Saved> shown = found.stream().limit(limit).toList();
            return new Page(
                    shown.stream().map(Saved::message).toList(),
                    found.size() > limit ? shown.get(limit - 1).mark() : null);
        }
    }
}

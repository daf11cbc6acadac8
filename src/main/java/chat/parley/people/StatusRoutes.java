package chat.parley.people;

import chat.parley.account.Account;
import chat.parley.http.Bodies;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.session.Session;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes for statuses. */
@Configuration(proxyBeanMethods = false)
class StatusRoutes {

    private final StatusService statuses;

    StatusRoutes(StatusService statuses) {
        this.statuses = statuses;
    }

    @Bean
    RouterFunction<ServerResponse> statusRouter() {
        return RouterFunctions.route()
                .GET("/api/account/status", Scope.READ.permits(this::own))
                .PUT("/api/account/status", Scope.WRITE.permits(this::replace))
                .DELETE("/api/account/status", Scope.WRITE.permits(this::clear))
                .GET("/api/accounts/{username}/status", Scope.READ.permits(this::read))
                .build();
    }

    private Mono<ServerResponse> own(ServerRequest request) {
        return account(request).flatMap(statuses::own).flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> replace(ServerRequest request) {
        return account(request)
                .zipWith(Bodies.read(request, StatusForm.class))
                .flatMap(both -> statuses.replace(both.getT1(), both.getT2()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> clear(ServerRequest request) {
        return account(request)
                .flatMap(statuses::clear)
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    private Mono<ServerResponse> read(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> statuses.of(request.pathVariable("username")))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static Mono<Account> account(ServerRequest request) {
        return CurrentSession.of(request).map(Session::account);
    }
}

package chat.parley.push;

import chat.parley.http.Bodies;
import chat.parley.session.BrowserInfo;
import chat.parley.session.CurrentSession;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of push subscriptions. A subscription belongs to a browser's session, so tokens have none. */
@Configuration(proxyBeanMethods = false)
class PushRoutes {

    private final PushService push;

    PushRoutes(PushService push) {
        this.push = push;
    }

    @Bean
    RouterFunction<ServerResponse> pushRouter() {
        return RouterFunctions.route()
                .GET("/api/push", this::list)
                .PUT("/api/push/{id}", this::put)
                .DELETE("/api/push/{id}", this::remove)
                .POST("/api/push/{id}/test", this::test)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return CurrentSession.of(request).flatMap(push::list).flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> put(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, PushForm.class))
                .flatMap(both -> push.put(
                        both.getT1(),
                        request.pathVariable("id"),
                        both.getT2(),
                        BrowserInfo.of(request).userAgent()))
                .flatMap(put -> ServerResponse.status(put.created() ? HttpStatus.CREATED : HttpStatus.OK)
                        .bodyValue(put.body()));
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> push.remove(session.account(), request.pathVariable("id")))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> test(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> push.test(session.account(), request.pathVariable("id")))
                .then(ServerResponse.noContent().build());
    }
}

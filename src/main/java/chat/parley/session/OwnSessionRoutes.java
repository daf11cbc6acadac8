package chat.parley.session;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of the requesting account's sessions. */
@Configuration(proxyBeanMethods = false)
class OwnSessionRoutes {

    private final OwnSessions sessions;

    OwnSessionRoutes(OwnSessions sessions) {
        this.sessions = sessions;
    }

    record Listed(List<OwnSessions.OwnSession> sessions) {}

    @Bean
    RouterFunction<ServerResponse> ownSessionRouter() {
        return RouterFunctions.route()
                .GET("/api/account/sessions", this::list)
                .DELETE("/api/account/sessions/{id}", this::end)
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(sessions::of)
                .flatMap(own -> ServerResponse.ok().bodyValue(new Listed(own)));
    }

    private Mono<ServerResponse> end(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(current -> sessions.end(current, request.pathVariable("id")))
                .then(ServerResponse.noContent().build());
    }
}

package chat.parley.file;

import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of profile pictures. */
@Configuration(proxyBeanMethods = false)
class AvatarRoutes {

    private final AvatarService avatars;
    private final PictureAnswer answer;

    AvatarRoutes(AvatarService avatars, PictureAnswer answer) {
        this.avatars = avatars;
        this.answer = answer;
    }

    @Bean
    RouterFunction<ServerResponse> avatarRouter() {
        return RouterFunctions.route()
                .PUT("/api/account/avatar", Scope.WRITE.permits(this::replace))
                .DELETE("/api/account/avatar", Scope.WRITE.permits(this::remove))
                .GET("/api/accounts/{username}/avatar", Scope.READ.permits(this::picture))
                .HEAD("/api/accounts/{username}/avatar", Scope.READ.permits(this::picture))
                .build();
    }

    private Mono<ServerResponse> replace(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> avatars.replace(session.account(), RawBody.of(request)))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> avatars.remove(session.account()))
                .then(ServerResponse.noContent().build());
    }

    private Mono<ServerResponse> picture(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> avatars.of(request.pathVariable("username")))
                .flatMap(picture -> answer.send(request, picture));
    }
}

package chat.parley.signin;

import chat.parley.account.Profile;
import chat.parley.account.ProfileService;
import chat.parley.http.Bodies;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of the requesting account's profile. */
@Configuration(proxyBeanMethods = false)
class ProfileRoutes {

    private final ProfileService profiles;

    ProfileRoutes(ProfileService profiles) {
        this.profiles = profiles;
    }

    record Form(@Nullable String displayName) {}

    @Bean
    RouterFunction<ServerResponse> profileRouter() {
        return RouterFunctions.route()
                .GET("/api/account", Scope.READ.permits(this::read))
                .PATCH("/api/account", this::rename)
                .build();
    }

    private Mono<ServerResponse> read(ServerRequest request) {
        return CurrentSession.of(request)
                .map(session -> Profile.of(session.account()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> rename(ServerRequest request) {
        return CurrentSession.of(request)
                .zipWith(Bodies.read(request, Form.class))
                .flatMap(both ->
                        profiles.rename(both.getT1().account(), both.getT2().displayName()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }
}

package chat.parley.signin;

import chat.parley.http.Bodies;
import chat.parley.http.Refusal;
import chat.parley.session.BrowserInfo;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes of password reset links. They require no session. */
@Configuration(proxyBeanMethods = false)
class PasswordResetRoutes {

    private final PasswordResets resets;

    PasswordResetRoutes(PasswordResets resets) {
        this.resets = resets;
    }

    record Shown(String username) {}

    record Form(@Nullable String password) {

        @Override
        public String toString() {
            return "a password";
        }
    }

    @Bean
    RouterFunction<ServerResponse> passwordResetRouter() {
        return RouterFunctions.route()
                .GET("/api/password-resets/{token}", this::show)
                .POST("/api/password-resets/{token}", this::use)
                .build();
    }

    private Mono<ServerResponse> show(ServerRequest request) {
        return resets.find(request.pathVariable("token"), BrowserInfo.of(request))
                .map(account -> new Shown(account.username()))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> use(ServerRequest request) {
        return Bodies.read(request, Form.class)
                .flatMap(form -> {
                    if (form.password() == null) {
                        throw Refusal.field("password", "required", "The field password is missing.");
                    }
                    return resets.use(request.pathVariable("token"), form.password(), BrowserInfo.of(request));
                })
                .then(ServerResponse.noContent().build());
    }
}

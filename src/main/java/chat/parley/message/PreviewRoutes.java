package chat.parley.message;

import chat.parley.http.NumericParameters;
import chat.parley.session.Scope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP route that removes the preview of a link, which changes the message. */
@Configuration(proxyBeanMethods = false)
class PreviewRoutes {

    private final MessageService messages;

    PreviewRoutes(MessageService messages) {
        this.messages = messages;
    }

    @Bean
    RouterFunction<ServerResponse> previewRouter() {
        return RouterFunctions.route()
                .DELETE("/api/rooms/{id}/messages/{seq}/previews/{number}", Scope.WRITE.permits(this::remove))
                .build();
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return MessageAnswers.changed(
                request,
                session -> messages.removePreview(
                        session.account(),
                        request.pathVariable("id"),
                        NumericParameters.seq(request),
                        NumericParameters.preview(request)));
    }
}

package chat.parley.file;

import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP routes that read custom emoji. */
@Configuration(proxyBeanMethods = false)
class EmojiRoutes {

    private final EmojiService emoji;
    private final PictureAnswer answer;

    EmojiRoutes(EmojiService emoji, PictureAnswer answer) {
        this.emoji = emoji;
        this.answer = answer;
    }

    record Listing(List<EmojiService.CustomEmoji> emoji) {}

    @Bean
    RouterFunction<ServerResponse> emojiRouter() {
        return RouterFunctions.route()
                .GET("/api/emoji", Scope.READ.permits(this::list))
                .GET("/api/emoji/{name}", Scope.READ.permits(this::picture))
                .HEAD("/api/emoji/{name}", Scope.READ.permits(this::picture))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> emoji.list())
                .map(Listing::new)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> picture(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> emoji.picture(request.pathVariable("name")))
                .flatMap(picture -> answer.send(request, picture));
    }
}

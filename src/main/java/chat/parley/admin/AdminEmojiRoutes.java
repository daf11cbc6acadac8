package chat.parley.admin;

import chat.parley.audit.Action;
import chat.parley.file.EmojiService;
import chat.parley.file.RawBody;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Administration of custom emoji. */
@Configuration(proxyBeanMethods = false)
class AdminEmojiRoutes {

    private final EmojiService emoji;
    private final AuditedActions actions;

    AdminEmojiRoutes(EmojiService emoji, AuditedActions actions) {
        this.emoji = emoji;
        this.actions = actions;
    }

    @Bean
    RouterFunction<ServerResponse> administeredEmojiRouter() {
        return RouterFunctions.route()
                .PUT("/api/admin/emoji/{name}", this::put)
                .DELETE("/api/admin/emoji/{name}", this::remove)
                .build();
    }

    private Mono<ServerResponse> put(ServerRequest request) {
        return actions.perform(
                        request,
                        Action.EMOJI_ADDED,
                        name(request),
                        null,
                        account -> Mono.defer(() -> emoji.put(account, name(request), RawBody.of(request))))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private Mono<ServerResponse> remove(ServerRequest request) {
        return actions.perform(
                        request, Action.EMOJI_REMOVED, name(request), null, account -> emoji.remove(name(request)))
                .then(ServerResponse.noContent().build());
    }

    private static String name(ServerRequest request) {
        return request.pathVariable("name");
    }
}

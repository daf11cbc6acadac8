package chat.parley.message;

import chat.parley.http.NumericParameters;
import chat.parley.message.MentionedMessages.Mentioned;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** HTTP routes for the mentions of the signed-in account in all rooms. */
@Configuration(proxyBeanMethods = false)
class MentionRoutes {

    private static final int PAGE_SIZE = 50;
    private static final int MAX_PAGE_SIZE = 100;

    private final MentionedMessages mentions;

    MentionRoutes(MentionedMessages mentions) {
        this.mentions = mentions;
    }

    @Bean
    RouterFunction<ServerResponse> mentionRouter() {
        return RouterFunctions.route()
                .GET("/api/mentions", Scope.READ.permits(this::list))
                .build();
    }

    private Mono<ServerResponse> list(ServerRequest request) {
        long before = NumericParameters.query(request, "before", 1).orElse(Long.MAX_VALUE);
        int limit = (int) Math.min(
                MAX_PAGE_SIZE, NumericParameters.query(request, "limit", 1).orElse((long) PAGE_SIZE));
        return CurrentSession.of(request)
                .flatMap(session -> mentions.newest(session.account().id(), before, limit + 1))
                .map(found -> Page.of(found, limit))
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** @param next the value of {@code before} for the next page; null if this is the last one */
    record Page(List<LocatedMessage> mentions, @Nullable Long next) {

        /** Lists a message once, even if it mentions the account both by name and with everybody. */
        static Page of(List<Mentioned> found, int limit) {
            List<Mentioned> shown = found.stream().limit(limit).toList();
            List<LocatedMessage> items =
                    shown.stream().map(Mentioned::message).distinct().toList();
            return new Page(items, found.size() > limit ? shown.get(limit - 1).mark() : null);
        }
    }
}

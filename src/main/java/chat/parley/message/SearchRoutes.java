package chat.parley.message;

import chat.parley.account.CurrentSession;
import chat.parley.account.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Search over HTTP. */
@Configuration(proxyBeanMethods = false)
class SearchRoutes {

    private static final int PAGE = 20;
    private static final int MOST = 50;

    private final SearchService search;

    SearchRoutes(SearchService search) {
        this.search = search;
    }

    @Bean
    RouterFunction<ServerResponse> searchRouter() {
        return RouterFunctions.route()
                .GET("/api/search", Scope.READ.permits(this::search))
                .build();
    }

    private Mono<ServerResponse> search(ServerRequest request) {
        SearchQuery query = SearchQuery.of(request.queryParam("query").orElse(""));
        SearchPosition from =
                request.queryParam("after").map(SearchPosition::of).orElse(SearchPosition.NEWEST);
        int limit = (int) Math.min(MOST, Parameters.query(request, "limit", 1).orElse((long) PAGE));
        return CurrentSession.of(request)
                .flatMap(session -> search.search(query, from, limit, session.account()))
                .map(Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** @param next to be given as {@code after} to go on; null when there is nothing more */
    record Page(List<Placed> results, @Nullable String next) {

        static Page of(SearchService.Found found) {
            return new Page(
                    found.results(), found.next() == null ? null : found.next().word());
        }
    }
}

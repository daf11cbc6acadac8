package chat.parley.search;

import chat.parley.http.NumericParameters;
import chat.parley.http.Refusal;
import chat.parley.message.LocatedMessage;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP route of the search. */
@Configuration(proxyBeanMethods = false)
class SearchRoutes {

    private static final int PAGE_SIZE = 20;
    private static final int MAX_PAGE_SIZE = 50;
    /** Loaded from a file at start-up, not on the event loop of the first search. */
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

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
        SearchQuery query = SearchQuery.of(request.queryParam("query").orElse(""), zone(request));
        SearchPosition from =
                request.queryParam("after").map(SearchPosition::of).orElse(SearchPosition.NEWEST);
        int limit = (int) Math.min(
                MAX_PAGE_SIZE, NumericParameters.query(request, "limit", 1).orElse((long) PAGE_SIZE));
        return CurrentSession.of(request)
                .flatMap(session -> search.search(query, from, limit, session.account()))
                .map(Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** Returns the time zone in which days begin. */
    private static ZoneId zone(ServerRequest request) {
        String name = request.queryParam("zone").orElse("UTC");
        if (!ZONES.contains(name)) {
            throw Refusal.of(Refusal.Code.QUERY_INVALID, "This time zone doesn't exist.");
        }
        return ZoneId.of(name);
    }

    /** @param next the value of {@code after} for the next page; null on the last page */
    record Page(List<LocatedMessage> results, @Nullable String next) {

        static Page of(SearchService.Found found) {
            return new Page(
                    found.results(), found.next() == null ? null : found.next().encoded());
        }
    }
}

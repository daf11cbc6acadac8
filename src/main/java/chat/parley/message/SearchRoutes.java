package chat.parley.message;

import chat.parley.account.CurrentSession;
import chat.parley.account.Scope;
import chat.parley.http.Refusal;
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

/** Search over HTTP. */
@Configuration(proxyBeanMethods = false)
class SearchRoutes {

    private static final int PAGE = 20;
    private static final int MOST = 50;
    /** Read from their file at the start, rather than on the event loop of the first search. */
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
        int limit = (int) Math.min(MOST, Parameters.query(request, "limit", 1).orElse((long) PAGE));
        return CurrentSession.of(request)
                .flatMap(session -> search.search(query, from, limit, session.account()))
                .map(Page::of)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    /** Where days begin for the person who asks. */
    private static ZoneId zone(ServerRequest request) {
        String name = request.queryParam("zone").orElse("UTC");
        if (!ZONES.contains(name)) {
            throw Refusal.of(Refusal.Code.QUERY_INVALID, "There is no such time zone.");
        }
        return ZoneId.of(name);
    }

    /** @param next to be given as {@code after} to go on; null when there is nothing more */
    record Page(List<Placed> results, @Nullable String next) {

        static Page of(SearchService.Found found) {
            return new Page(
                    found.results(), found.next() == null ? null : found.next().word());
        }
    }
}

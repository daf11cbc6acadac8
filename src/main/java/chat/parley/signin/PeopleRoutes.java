package chat.parley.signin;

import chat.parley.account.AccountSearch;
import chat.parley.http.Refusal;
import chat.parley.session.CurrentSession;
import chat.parley.session.Scope;
import chat.parley.text.VisibleText;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The HTTP route for finding people. */
@Configuration(proxyBeanMethods = false)
class PeopleRoutes {

    private static final int MAX_RESULTS = 20;
    private static final int MAX_QUERY_LENGTH = 128;

    private final AccountSearch search;

    PeopleRoutes(AccountSearch search) {
        this.search = search;
    }

    record People(List<AccountSearch.Found> accounts) {}

    @Bean
    RouterFunction<ServerResponse> peopleRouter() {
        return RouterFunctions.route()
                .GET("/api/accounts", Scope.READ.permits(this::find))
                .build();
    }

    private Mono<ServerResponse> find(ServerRequest request) {
        return CurrentSession.of(request)
                .flatMap(session -> search.find(query(request), MAX_RESULTS))
                .map(People::new)
                .flatMap(ServerResponse.ok()::bodyValue);
    }

    private static String query(ServerRequest request) {
        String query = request.queryParam("query").orElse("");
        if (query.length() > MAX_QUERY_LENGTH
                || !VisibleText.isLine(query)
                || !query.isBlank() && !VisibleText.showsSomething(query)) {
            throw Refusal.field("query", "invalid", "This can't be part of a name.");
        }
        return query;
    }
}

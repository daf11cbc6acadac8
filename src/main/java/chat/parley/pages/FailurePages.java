package chat.parley.pages;

import chat.parley.http.ErrorPages;
import chat.parley.http.Problem;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Renders the error page for a status, or the one for its class if it has none of its own. */
@Component
class FailurePages implements ErrorPages {

    private final Pages pages;

    FailurePages(Pages pages) {
        this.pages = pages;
    }

    @Override
    public Mono<Void> render(ServerWebExchange exchange, Problem problem) {
        HttpStatusCode status = HttpStatusCode.valueOf(problem.status());
        String own = Integer.toString(problem.status());
        String name = pages.has(own) ? own : status.is4xxClientError() ? "400" : "500";
        return pages.write(name, status, exchange);
    }
}

package chat.parley.http;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How a failure looks to a person who asked for a page. Without a bean of this type it is a plain sentence. */
public interface ErrorPages {

    /**
     * Writes the page with the problem's status.
     *
     * @return completes when the response is written; a failure is answered with a plain sentence
     */
    Mono<Void> render(ServerWebExchange exchange, Problem problem);
}

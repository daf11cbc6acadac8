package chat.parley.http;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Renders errors as pages for people. Without a bean of this type the response is plain text. */
public interface ErrorPages {

    /**
     * Writes a page with the problem's status.
     *
     * @return completes when the response is written; after an error the response is plain text
     */
    Mono<Void> render(ServerWebExchange exchange, Problem problem);
}

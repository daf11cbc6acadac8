package chat.parley.http;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems as documents or pages, depending on the request. */
@Component
class ProblemWriter {

    private static final Logger log = LoggerFactory.getLogger(ProblemWriter.class);

    private final JsonMapper json;
    private final ErrorPages pages;

    ProblemWriter(JsonMapper json, ObjectProvider<ErrorPages> pages) {
        this.json = json;
        this.pages = pages.getIfAvailable(() -> ProblemWriter::plain);
    }

    Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        Long wait = problem.retryAfterMs();
        if (wait != null) {
            exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString((wait + 999) / 1000));
        }
        return Paths.asksForPage(exchange.getRequest()) ? page(exchange, problem) : document(exchange, problem);
    }

    private Mono<Void> document(ServerWebExchange exchange, Problem problem) {
        byte[] body = json.writeValueAsBytes(problem);
        return send(exchange, problem, MediaType.APPLICATION_PROBLEM_JSON, body);
    }

    private Mono<Void> page(ServerWebExchange exchange, Problem problem) {
        return pages.render(exchange, problem).onErrorResume(error -> {
            if (exchange.getResponse().isCommitted()) {
                return Mono.error(error);
            }
            log.error("Rendering an error page failed", error);
            return plain(exchange, problem);
        });
    }

    private static Mono<Void> plain(ServerWebExchange exchange, Problem problem) {
        byte[] body = problem.detail().getBytes(StandardCharsets.UTF_8);
        return send(exchange, problem, new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8), body);
    }

    private static Mono<Void> send(ServerWebExchange exchange, Problem problem, MediaType type, byte[] body) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        response.getHeaders().setContentType(type);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}

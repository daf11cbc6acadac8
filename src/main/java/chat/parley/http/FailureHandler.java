package chat.parley.http;

import java.util.List;
import java.util.Set;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/**
 * Answers every failed request and logs defects. Programs receive a problem document, browsers that navigate receive a
 * page.
 */
@Component
@Order(-2)
class FailureHandler implements ErrorWebExceptionHandler {

    private final ProblemWriter writer;
    private final AllowedMethods methods;
    private final SecurityHeaders guard = new SecurityHeaders();
    private final RefusalMeters meters;
    private final DefectLog defects;
    private final FailureLog failures;

    FailureHandler(
            ProblemWriter writer,
            AllowedMethods methods,
            RefusalMeters meters,
            DefectLog defects,
            FailureLog failures) {
        this.defects = defects;
        this.failures = failures;
        this.meters = meters;
        this.writer = writer;
        this.methods = methods;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (DisconnectedClientHelper.isClientDisconnectedException(error)) {
            return Mono.error(error);
        }
        if (exchange.getResponse().isCommitted()) {
            defects.add("The rest of the answer to " + describe(exchange.getRequest()), error);
            return Mono.error(error);
        }
        // Handshakes, and requests that fail before the security filters, do not have these headers yet
        exchange.getResponse().beforeCommit(() -> guard.writeHttpHeaders(exchange));
        Problem problem = Problem.of(error);
        log(exchange.getRequest(), problem, error);
        meters.count(RefusalMeters.Way.HTTP, problem.code());
        if (error instanceof MethodNotAllowedException other) {
            exchange.getResponse().getHeaders().setAllow(other.getSupportedMethods());
        }
        boolean unrouted = problem.status() == HttpStatus.NOT_FOUND.value() && !(error instanceof Refusal);
        return unrouted
                ? methods.of(exchange).flatMap(allowed -> notFound(exchange, problem, allowed))
                : writer.write(exchange, problem);
    }

    /** Answers 405 if the path supports other methods. */
    private Mono<Void> notFound(ServerWebExchange exchange, Problem notFound, List<HttpMethod> allowed) {
        if (allowed.isEmpty()) {
            return writer.write(exchange, notFound);
        }
        exchange.getResponse().getHeaders().setAllow(Set.copyOf(allowed));
        return writer.write(
                exchange, Problem.of(Refusal.of(Refusal.Code.METHOD_NOT_ALLOWED, "This method is not allowed here.")));
    }

    /** Logs neither the query, the body nor secrets in the path, because readers of the log could use them. */
    private void log(ServerHttpRequest request, Problem problem, Throwable error) {
        if (problem.code().equals(Problem.INTERNAL)) {
            defects.add(describe(request), error);
        } else if (problem.status() >= 500 && !(error instanceof Refusal)) {
            failures.add(describe(request) + " is unavailable", error);
        }
    }

    private static String describe(ServerHttpRequest request) {
        return request.getMethod() + " "
                + RedactedPaths.redacted(request.getPath().value());
    }
}

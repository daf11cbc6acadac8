package chat.parley.http;

import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/**
 * The one place where a failed request is answered and, if it failed by a fault of ours, logged. Programs get a
 * problem document, people who asked for a page get a page.
 */
@Component
@Order(-2)
class FailureHandler implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);

    private final ProblemWriter writer;
    private final AllowedMethods methods;
    private final GuardHeaders guard = new GuardHeaders();
    private final RefusalMeters meters;
    private final DefectLog defects;

    FailureHandler(ProblemWriter writer, AllowedMethods methods, RefusalMeters meters, DefectLog defects) {
        this.defects = defects;
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
            defects.add("The rest of the answer to " + shown(exchange.getRequest()), error);
            return Mono.error(error);
        }
        // What fails before the filters of security, or is a handshake, has none of them yet
        exchange.getResponse().beforeCommit(() -> guard.writeHttpHeaders(exchange));
        Problem problem = Problem.of(error);
        log(exchange.getRequest(), problem, error);
        meters.told(RefusalMeters.Way.HTTP, problem.code());
        boolean unrouted = problem.status() == HttpStatus.NOT_FOUND.value() && !(error instanceof Refusal);
        return unrouted
                ? methods.of(exchange).flatMap(allowed -> notFound(exchange, problem, allowed))
                : writer.write(exchange, problem);
    }

    /** A path that answers to other methods exists. */
    private Mono<Void> notFound(ServerWebExchange exchange, Problem notFound, List<HttpMethod> allowed) {
        if (allowed.isEmpty()) {
            return writer.write(exchange, notFound);
        }
        exchange.getResponse().getHeaders().setAllow(Set.copyOf(allowed));
        return writer.write(
                exchange, Problem.of(Refusal.of(Refusal.Code.METHOD_NOT_ALLOWED, "This cannot be done here.")));
    }

    /** Neither query, body, nor secrets in the path: whoever reads a log could use them. */
    private void log(ServerHttpRequest request, Problem problem, Throwable error) {
        if (problem.code().equals(Problem.INTERNAL)) {
            defects.add(shown(request), error);
        } else if (problem.status() >= 500 && !(error instanceof Refusal)) {
            log.warn("{} is unavailable: {}", shown(request), error.toString());
        }
    }

    private static String shown(ServerHttpRequest request) {
        return request.getMethod() + " "
                + RedactedPaths.redacted(request.getPath().value());
    }
}

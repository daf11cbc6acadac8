package chat.parley.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/**
 * Handles requests without a session: redirects page requests to the log-in page, which leads back, and refuses those
 * of programs with {@code not_signed_in}.
 */
final class LoginRedirect implements ServerAuthenticationEntryPoint {

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException cause) {
        ServerHttpRequest request = exchange.getRequest();
        if (Paths.isForPrograms(request) || request.getMethod() != HttpMethod.GET) {
            return Mono.error(Refusal.of(Refusal.Code.NOT_SIGNED_IN, "Log in first."));
        }
        exchange.getResponse().setStatusCode(HttpStatus.FOUND);
        exchange.getResponse().getHeaders().setLocation(logInPage(request));
        return exchange.getResponse().setComplete();
    }

    private static URI logInPage(ServerHttpRequest request) {
        String query = request.getURI().getRawQuery();
        String target = request.getURI().getRawPath() + (query == null ? "" : "?" + query);
        String base = request.getPath().contextPath().value();
        return URI.create(base + Paths.LOG_IN_PAGE + "?next=" + UriUtils.encode(target, StandardCharsets.UTF_8));
    }
}

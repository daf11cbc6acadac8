package chat.parley.http;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Hands out the CSRF token with every page and with {@code GET /api/session}. Spring Security makes the token, and
 * writes its cookie, only when somebody asks for it.
 */
final class CsrfCookie implements WebFilter {

    static final String NAME = "XSRF-TOKEN";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getResponse().beforeCommit(() -> Mono.defer(() -> isDue(exchange) ? write(exchange) : Mono.empty()));
        return chain.filter(exchange);
    }

    private static boolean isDue(ServerWebExchange exchange) {
        MediaType type = exchange.getResponse().getHeaders().getContentType();
        return MediaType.TEXT_HTML.isCompatibleWith(type)
                || Paths.asksForPage(exchange.getRequest()) // It may be told that its copy is still good
                || Paths.inApplication(exchange.getRequest()).equals(Paths.SESSION);
    }

    private static Mono<Void> write(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.doOnSuccess(written -> secure(exchange)).then();
    }

    /** The repository knows only connections that end TLS here, not those of a proxy. */
    private static void secure(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        MultiValueMap<String, ResponseCookie> cookies = response.getCookies();
        ResponseCookie cookie = cookies.getFirst(NAME);
        if (cookie != null && Https.isUsed(exchange.getRequest())) {
            cookies.set(NAME, cookie.mutate().secure(true).build());
        }
    }
}

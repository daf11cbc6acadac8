package chat.parley.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
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
    static final String BOUND_NAME = "__Host-" + NAME;

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
        return token.doOnSuccess(read -> bind(exchange, read)).then();
    }

    /**
     * The repository knows only connections that end TLS here, not those of a proxy, and the prefix demands the whole host.
     * The copy is renewed with every page: without it, a client of the other name would be left with an old value.
     */
    private static void bind(ServerWebExchange exchange, @Nullable CsrfToken token) {
        if (token == null || !Https.isUsed(exchange.getRequest())) {
            return;
        }
        MultiValueMap<String, ResponseCookie> cookies = exchange.getResponse().getCookies();
        ResponseCookie cookie = cookies.getFirst(BOUND_NAME);
        if (cookie != null) {
            cookies.set(BOUND_NAME, cookie.mutate().secure(true).path("/").build());
        }
        String base = exchange.getRequest().getPath().contextPath().value();
        cookies.set(
                NAME,
                ResponseCookie.from(NAME, token.getToken())
                        .secure(true)
                        .sameSite("Lax")
                        .path(base.isEmpty() ? "/" : base)
                        .build());
    }
}

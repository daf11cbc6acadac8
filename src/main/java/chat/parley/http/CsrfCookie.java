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
 * Adds the CSRF cookie to every page and to {@code GET /api/session}. Spring Security creates the token and writes its
 * cookie only when the token is subscribed to.
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
                || Paths.asksForPage(exchange.getRequest()) // May be answered with 304, without a content type
                || Paths.inApplication(exchange.getRequest()).equals(Paths.SESSION);
    }

    private static Mono<Void> write(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.doOnSuccess(read -> bind(exchange, read)).then();
    }

    /**
     * Sets the attributes that Spring's repository cannot: {@code Secure} behind a proxy that terminates TLS, and the
     * path {@code /}, which the prefix {@code __Host-} requires. Also renews the copy with every page, so that clients
     * that read the other name do not keep an old value.
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

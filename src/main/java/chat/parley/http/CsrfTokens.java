package chat.parley.http;

import org.jspecify.annotations.Nullable;
import org.springframework.security.web.server.csrf.CookieServerCsrfTokenRepository;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Stores the CSRF token in a cookie. Over https only {@code __Host-XSRF-TOKEN} is accepted, which no other host of the
 * domain can set. {@link CsrfCookie} copies it to {@code XSRF-TOKEN} for clients that read that name.
 */
final class CsrfTokens implements ServerCsrfTokenRepository {

    private final ServerCsrfTokenRepository plain = named(CsrfCookie.NAME);
    private final ServerCsrfTokenRepository bound = named(CsrfCookie.BOUND_NAME);

    private static ServerCsrfTokenRepository named(String name) {
        CookieServerCsrfTokenRepository tokens = CookieServerCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName(name);
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    @Override
    public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
        return of(exchange).generateToken(exchange);
    }

    @Override
    public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
        return of(exchange).saveToken(exchange, token);
    }

    @Override
    public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
        return of(exchange).loadToken(exchange);
    }

    private ServerCsrfTokenRepository of(ServerWebExchange exchange) {
        return Https.isUsed(exchange.getRequest()) ? bound : plain;
    }
}

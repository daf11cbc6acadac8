package chat.parley.http;

import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRequestHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes the CSRF token from the header only, as it stands in the cookie. Scrambling it anew for each response (XOR)
 * protects a token inside a compressed page; ours is in no page. A form field is not looked for, because that would
 * read the body.
 */
final class CsrfHeader implements ServerCsrfTokenRequestHandler {

    @Override
    public void handle(ServerWebExchange exchange, Mono<CsrfToken> token) {
        exchange.getAttributes().put(CsrfToken.class.getName(), token);
    }

    @Override
    public Mono<String> resolveCsrfTokenValue(ServerWebExchange exchange, CsrfToken token) {
        return Mono.justOrEmpty(exchange.getRequest().getHeaders().getFirst(token.getHeaderName()));
    }
}

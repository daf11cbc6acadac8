package chat.parley.session;

import java.nio.charset.StandardCharsets;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;

/**
 * Refuses requests that were meant for another account with {@code wrong_account}. All tabs of a browser share a
 * session, so a tab may belong to an account that has logged out in another tab. The header is optional; its value is
 * the username, percent-encoded in UTF-8.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class AccountGuard implements WebFilter {

    static final String HEADER = "Parley-Account";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        String intended = exchange.getRequest().getHeaders().getFirst(HEADER);
        if (intended == null) {
            return chain.filter(exchange);
        }
        return CurrentSession.find(exchange)
                .doOnNext(session -> session.account().mustBe(decoded(intended)))
                .then(chain.filter(exchange));
    }

    /** An undecodable value matches no account. */
    private static String decoded(String intended) {
        try {
            return UriUtils.decode(intended, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}

package chat.parley.account;

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
 * Refuses a request that names another account than the one that is signed in, with {@code wrong_account}. The session
 * belongs to the browser, so that a tab may act for somebody who has logged out in another tab. The header is optional;
 * its value is the username in the form of a path segment (percent-encoded UTF-8).
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class IntendedAccount implements WebFilter {

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

    /** A value that cannot be decoded names nobody. */
    private static String decoded(String intended) {
        try {
            return UriUtils.decode(intended, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}

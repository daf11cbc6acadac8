package chat.parley.mail;

import chat.parley.http.Rate;
import chat.parley.http.RateLimits;
import chat.parley.http.Refusal;
import chat.parley.session.BrowserInfo;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Turns digests off by the link of a mail (RFC 8058): one POST, without a session, a cookie or a CSRF token, from the
 * recipient's mail program or from the page at the same address. Reading the page changes nothing.
 */
@Configuration(proxyBeanMethods = false)
class UnsubscribeRoutes {

    private final Digests digests;
    private final RateLimits limits;

    UnsubscribeRoutes(Digests digests, RateLimits limits) {
        this.digests = digests;
        this.limits = limits;
    }

    @Bean
    RouterFunction<ServerResponse> unsubscribeRouter() {
        return RouterFunctions.route()
                .POST("/unsubscribe/{token}", this::unsubscribe)
                .build();
    }

    private Mono<ServerResponse> unsubscribe(ServerRequest request) {
        limits.take(Rate.LOG_IN_BY_ADDRESS, BrowserInfo.of(request).address());
        return digests.unsubscribe(request.pathVariable("token"))
                .filter(valid -> valid)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.NOT_FOUND, "This link is not valid any more.")))
                .then(ServerResponse.noContent().build());
    }
}

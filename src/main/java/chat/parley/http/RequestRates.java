package chat.parley.http;

import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Limits the requests of each address before any other processing. Requests with a session do not count, so that
 * logged-in people behind one address do not use up each other's budget.
 *
 * <p>Delays requests more, the further an address is into its burst, so that a flood costs this node little from its
 * first second on.
 *
 * <p>Health requests have their own budget, so that a flood of others does not make a balancer remove the node.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestRates implements WebFilter {

    private static final String ADDRESS_ATTRIBUTE = RequestRates.class.getName();
    private static final String HEALTH = "/actuator/health";

    /** The number of requests without a delay: a page and its resources, for several people. */
    private static final int UNDELAYED_REQUESTS = 200;

    private static final Duration DELAY_PER_REQUEST = Duration.ofMillis(5);

    private final RateLimits limits;

    RequestRates(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.defer(() -> {
            ClientAddress counted = countedAddress(exchange);
            limits.take(Rate.REQUEST, counted);
            exchange.getAttributes().put(ADDRESS_ATTRIBUTE, counted);
            Duration delay = delay(limits.taken(Rate.REQUEST, counted));
            return delay.isZero()
                    ? chain.filter(exchange)
                    : Mono.delay(delay).then(Mono.defer(() -> chain.filter(exchange)));
        });
    }

    private static Duration delay(long taken) {
        return DELAY_PER_REQUEST.multipliedBy(Math.max(0, taken - UNDELAYED_REQUESTS));
    }

    private static ClientAddress countedAddress(ServerWebExchange exchange) {
        ClientAddress address = ClientAddress.of(exchange.getRequest());
        return exchange.getRequest().getPath().pathWithinApplication().value().startsWith(HEALTH)
                ? new ClientAddress(address.text(), HEALTH + address.key())
                : address;
    }

    /** Called when the request proves to have a session; it does not count then. */
    public void refund(ServerWebExchange exchange) {
        if (exchange.getAttributes().remove(ADDRESS_ATTRIBUTE) instanceof ClientAddress counted) {
            limits.giveBack(Rate.REQUEST, counted);
        }
    }
}

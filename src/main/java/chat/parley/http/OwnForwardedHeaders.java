package chat.parley.http;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Prevents Reactor Netty from evaluating forwarded headers, whatever {@code server.forward-headers-strategy} is,
 * because it trusts every peer. {@link ForwardedRequests} evaluates them instead.
 */
@Component
@Order // After Spring Boot's own customizers
class OwnForwardedHeaders implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.setUseForwardHeaders(false);
    }
}

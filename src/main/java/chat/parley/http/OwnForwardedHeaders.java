package chat.parley.http;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Keeps Reactor Netty from reading forwarded headers, whatever {@code server.forward-headers-strategy} says: it believes
 * every peer. {@link ForwardedRequests} reads them.
 */
@Component
@Order // After Spring Boot's own customizers
class OwnForwardedHeaders implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.setUseForwardHeaders(false);
    }
}

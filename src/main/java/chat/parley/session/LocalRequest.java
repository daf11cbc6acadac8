package chat.parley.session;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Detects requests from a client on the server's own machine that did not pass through a proxy. Uses the connection and
 * the original headers, whatever proxies are trusted.
 */
final class LocalRequest {

    private static final Set<String> PROXY_HEADERS =
            Set.of("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip");

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private LocalRequest() {}

    static boolean isLocal(ServerHttpRequest request) {
        return unwrap(request) instanceof AbstractServerHttpRequest server
                && server.getNativeRequest() instanceof HttpServerRequest httpRequest
                && comesFromLoopback(httpRequest)
                && httpRequest.requestHeaders().names().stream().noneMatch(LocalRequest::isProxyHeader)
                && isLocalHost(httpRequest.requestHeaders().get("Host"));
    }

    private static ServerHttpRequest unwrap(ServerHttpRequest request) {
        ServerHttpRequest unwrapped = request;
        while (unwrapped instanceof ServerHttpRequestDecorator decorator) {
            unwrapped = decorator.getDelegate();
        }
        return unwrapped;
    }

    private static boolean comesFromLoopback(HttpServerRequest httpRequest) {
        AtomicReference<@Nullable Channel> found = new AtomicReference<>();
        httpRequest.withConnection(connection -> found.set(connection.channel()));
        Channel channel = found.get();
        return channel != null
                && channel.remoteAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress();
    }

    private static boolean isProxyHeader(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded") || PROXY_HEADERS.contains(name);
    }

    /** Detects a local proxy that adds no headers by the host name with which it was called. */
    private static boolean isLocalHost(@Nullable String host) {
        return host != null && HOSTS.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", ""));
    }
}

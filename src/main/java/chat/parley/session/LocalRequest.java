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

    private static final Set<String> OF_PROXIES =
            Set.of("forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip");

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private LocalRequest() {}

    static boolean is(ServerHttpRequest request) {
        return unwrapped(request) instanceof AbstractServerHttpRequest server
                && server.getNativeRequest() instanceof HttpServerRequest sent
                && comesFromLoopback(sent)
                && sent.requestHeaders().names().stream().noneMatch(LocalRequest::isOfProxy)
                && isLocal(sent.requestHeaders().get("Host"));
    }

    private static ServerHttpRequest unwrapped(ServerHttpRequest request) {
        ServerHttpRequest inner = request;
        while (inner instanceof ServerHttpRequestDecorator decorator) {
            inner = decorator.getDelegate();
        }
        return inner;
    }

    private static boolean comesFromLoopback(HttpServerRequest sent) {
        AtomicReference<@Nullable Channel> found = new AtomicReference<>();
        sent.withConnection(connection -> found.set(connection.channel()));
        Channel channel = found.get();
        return channel != null
                && channel.remoteAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress();
    }

    private static boolean isOfProxy(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-forwarded") || OF_PROXIES.contains(name);
    }

    /** Detects a local proxy that adds no headers by the host name with which it was called. */
    private static boolean isLocal(@Nullable String host) {
        return host != null && HOSTS.contains(host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", ""));
    }
}

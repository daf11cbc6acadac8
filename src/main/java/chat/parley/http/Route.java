package chat.parley.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The network path of a request, for operators.
 *
 * @param peer the address at the other end of the connection: the nearest proxy or the client; null if it is unknown
 * @param trusted whether the peer is a trusted proxy
 * @param forwarded whether the request has forwarded headers, trusted or not
 * @param client the address that is used as the client's
 * @param clientTrusted whether this address is itself trusted as a proxy
 */
public record Route(@Nullable String peer, boolean trusted, boolean forwarded, String client, boolean clientTrusted) {

    public static Route of(ServerHttpRequest request, TrustedProxies proxies) {
        HttpServerRequest original = ServerHttpRequestDecorator.getNativeRequest(request);
        InetSocketAddress remote = original.remoteAddress();
        InetAddress peer = remote == null ? null : remote.getAddress();
        InetSocketAddress client = request.getRemoteAddress();
        return new Route(
                peer == null ? null : ClientAddress.of(peer).text(),
                peer != null && proxies.contains(peer),
                Stream.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host")
                        .anyMatch(original.requestHeaders()::contains),
                ClientAddress.of(request).text(),
                client != null && client.getAddress() != null && proxies.contains(client.getAddress()));
    }
}

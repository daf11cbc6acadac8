package chat.parley.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * Restores each request as its client sent it, before any other filter sees it: the client's address, and the scheme,
 * host and path of the browser's address bar. Uses forwarded headers only if the peer is one of the {@link
 * TrustedProxies}, and removes them from every request. A request to the host of {@code parley.public-url} gets the
 * scheme of that URL.
 *
 * <p>Replaces Spring's transformer, which trusts every peer and the address that a client wrote first.
 */
@Component(WebHttpHandlerBuilder.FORWARDED_HEADER_TRANSFORMER_BEAN_NAME)
class ForwardedRequests extends ForwardedHeaderTransformer {

    private final TrustedProxies proxies;
    private final @Nullable Site publicSite;

    ForwardedRequests(TrustedProxies proxies, SiteProperties properties) {
        this.proxies = proxies;
        this.publicSite = properties.publicUrl() == null ? null : Site.find(properties.publicUrl());
        setRemoveOnly(true);
    }

    @Override
    public ServerHttpRequest apply(ServerHttpRequest request) {
        InetAddress peer = peer(request);
        ServerHttpRequest applied = peer != null && proxies.contains(peer) && hasForwardedHeaders(request)
                ? applied(request, peer, Forwarded.of(request.getHeaders(), proxies.headers()))
                : request;
        return super.apply(withPublicScheme(applied));
    }

    private static @Nullable InetAddress peer(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        return peer == null ? null : peer.getAddress();
    }

    private ServerHttpRequest applied(ServerHttpRequest request, InetAddress peer, Forwarded forwarded) {
        URI uri = forwarded.applyTo(request.getURI());
        ServerHttpRequest.Builder builder =
                request.mutate().uri(uri).remoteAddress(new InetSocketAddress(forwarded.client(peer, proxies), 0));
        if (forwarded.prefix() != null) {
            builder.path(forwarded.prefix() + uri.getRawPath()).contextPath(forwarded.prefix());
        }
        return builder.build();
    }

    /** Keeps cookies secure behind a proxy that terminates TLS without saying so, or that is not trusted. */
    private ServerHttpRequest withPublicScheme(ServerHttpRequest request) {
        Site site = Site.find(request.getURI());
        boolean hidden = publicSite != null && site != null && !site.isSecure() && publicSite.equals(site.withTls());
        return hidden
                ? request.mutate()
                        .uri(URI.create("https" + request.getURI().toString().substring("http".length())))
                        .build()
                : request;
    }
}

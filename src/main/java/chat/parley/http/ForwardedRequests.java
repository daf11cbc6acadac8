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
 * Shows every request as its client sent it, before anything else sees it: with the client's address, and with the scheme,
 * host and path of the browser's address bar. Forwarded headers are believed if the peer is one of {@link TrustedProxies},
 * and are removed from every request. A host that is that of {@code parley.public-url} has its scheme, too.
 *
 * <p>Takes the place of Spring's transformer, which believes everybody, and trusts the address that a client wrote first.
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
        ServerHttpRequest seen = peer != null && proxies.contains(peer) && hasForwardedHeaders(request)
                ? seen(request, peer, Forwarded.of(request.getHeaders(), proxies.headers()))
                : request;
        return super.apply(withPublicScheme(seen));
    }

    private static @Nullable InetAddress peer(ServerHttpRequest request) {
        InetSocketAddress peer = request.getRemoteAddress();
        return peer == null ? null : peer.getAddress();
    }

    private ServerHttpRequest seen(ServerHttpRequest request, InetAddress peer, Forwarded told) {
        URI uri = told.applyTo(request.getURI());
        ServerHttpRequest.Builder builder =
                request.mutate().uri(uri).remoteAddress(new InetSocketAddress(told.client(peer, proxies), 0));
        if (told.prefix() != null) {
            builder.path(told.prefix() + uri.getRawPath()).contextPath(told.prefix());
        }
        return builder.build();
    }

    /** A proxy that ends TLS and does not say so, or is not trusted, is no reason to send cookies in the clear. */
    private ServerHttpRequest withPublicScheme(ServerHttpRequest request) {
        Site asked = Site.find(request.getURI());
        boolean hidden = publicSite != null && asked != null && !asked.secure() && publicSite.equals(asked.behindTls());
        return hidden
                ? request.mutate()
                        .uri(URI.create("https" + request.getURI().toString().substring("http".length())))
                        .build()
                : request;
    }
}

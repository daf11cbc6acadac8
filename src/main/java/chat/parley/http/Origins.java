package chat.parley.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Tells this site's own pages from strange ones. A browser sends cookies with the handshake of a WebSocket whoever
 * opens it, so the {@code Origin} header must name this site: {@code parley.public-url}, one of {@code parley.origins},
 * or the scheme, host and port that the request was sent to. A missing header is wrong too: every browser sends it.
 */
@Component
public class Origins {

    private final SiteProperties properties;

    Origins(SiteProperties properties) {
        this.properties = properties;
    }

    /** @throws Refusal {@code wrong_origin} unless the request comes from a page of this site */
    public void check(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        if (origin == null || !isAllowed(origin, request)) {
            throw Refusal.of(Refusal.Code.WRONG_ORIGIN, "This page may not connect here.");
        }
    }

    private boolean isAllowed(String origin, ServerHttpRequest request) {
        String normalized = SiteProperties.normalized(origin);
        return properties.origins().contains(normalized)
                || normalized.equals(properties.publicOrigin())
                || confirmed(request) != null;
    }

    /**
     * This site, as both the request and the page behind it name it; null if they differ. A proxy that ends TLS without
     * saying so makes an https page's request look like plain http: that is accepted as long as {@code
     * parley.public-url} does not say which it is.
     */
    @Nullable
    Site confirmed(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        Site page = origin == null ? null : Site.find(origin);
        Site asked = Site.find(request.getURI());
        if (page == null || asked == null) {
            return null;
        }
        boolean hiddenTls = properties.publicUrl() == null && !asked.secure() && page.equals(asked.behindTls());
        return page.equals(asked) || hiddenTls ? page : null;
    }
}

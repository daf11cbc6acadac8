package chat.parley.http;

import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Checks the {@code Origin} header of WebSocket handshakes, with which browsers send cookies whatever page opens the
 * socket. The header must name this site: {@code parley.public-url}, one of {@code parley.origins}, or the scheme, host
 * and port that the request was sent to. A missing header is rejected, because every browser sends it.
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
            throw Refusal.of(Refusal.Code.WRONG_ORIGIN, "Pages of this origin can't connect here.");
        }
    }

    private boolean isAllowed(String origin, ServerHttpRequest request) {
        String normalized = SiteProperties.normalized(origin);
        return properties.origins().contains(normalized)
                || normalized.equals(properties.publicOrigin())
                || confirmed(request) != null;
    }

    /**
     * Returns the site if the request and its {@code Origin} agree on it, otherwise null. A proxy that terminates TLS
     * without saying so makes the request of an https page look like plain http; this is accepted unless {@code
     * parley.public-url} is set.
     */
    @Nullable
    Site confirmed(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        Site page = origin == null ? null : Site.find(origin);
        Site site = Site.find(request.getURI());
        if (page == null || site == null) {
            return null;
        }
        boolean hiddenTls = properties.publicUrl() == null && !site.isSecure() && page.equals(site.withTls());
        return page.equals(site) || hiddenTls ? page : null;
    }
}

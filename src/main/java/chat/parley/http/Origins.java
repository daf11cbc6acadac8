package chat.parley.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Tells this site's own pages from strange ones. A browser sends cookies with the handshake of a WebSocket whoever
 * opens it, so the {@code Origin} header must name this site: the host and port that the request was sent to, or one of
 * {@code parley.origins}. A missing header is wrong too: every browser sends it.
 */
@Component
public class Origins {

    private static final String HTTPS = "https";

    private final List<String> others;

    Origins(OriginProperties properties) {
        others = properties.origins();
    }

    /** @throws Refusal {@code wrong_origin} unless the request comes from a page of this site */
    public void check(ServerHttpRequest request) {
        String origin = request.getHeaders().getOrigin();
        if (origin == null || !(others.contains(OriginProperties.normalized(origin)) || isSame(origin, request))) {
            throw Refusal.of(Refusal.Code.WRONG_ORIGIN, "This page may not connect here.");
        }
    }

    /**
     * Schemes may differ one way: a proxy that ends TLS without saying so makes an https page's request look like plain
     * http. The port that is left out is that of the page's scheme, on both sides.
     */
    private static boolean isSame(String origin, ServerHttpRequest request) {
        URI page = parsed(origin);
        URI asked = request.getURI();
        if (page == null || page.getHost() == null || asked.getHost() == null) {
            return false;
        }
        String scheme = page.getScheme().toLowerCase(Locale.ROOT);
        boolean downgraded = HTTPS.equals(asked.getScheme()) && !HTTPS.equals(scheme);
        int port = HTTPS.equals(scheme) ? 443 : 80;
        boolean samePort = orDefault(page.getPort(), port) == orDefault(asked.getPort(), port);
        return !downgraded && samePort && page.getHost().equalsIgnoreCase(asked.getHost());
    }

    private static int orDefault(int port, int ifAbsent) {
        return port < 0 ? ifAbsent : port;
    }

    private static @Nullable URI parsed(String origin) {
        try {
            URI uri = new URI(origin);
            return uri.getScheme() == null ? null : uri;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}

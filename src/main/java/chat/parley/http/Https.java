package chat.parley.http;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Whether the browser speaks https with this site. */
public final class Https {

    private Https() {}

    /** True where TLS ends here, or at a trusted proxy that says so, or if {@code parley.public-url} does. */
    public static boolean isUsed(ServerHttpRequest request) {
        return "https".equalsIgnoreCase(request.getURI().getScheme());
    }
}

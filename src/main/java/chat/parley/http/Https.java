package chat.parley.http;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Whether the browser speaks https with this site. */
public final class Https {

    private Https() {}

    /** True where TLS ends here, or at a proxy that says so and is trusted ({@code server.forward-headers-strategy}). */
    public static boolean isUsed(ServerHttpRequest request) {
        return "https".equalsIgnoreCase(request.getURI().getScheme());
    }
}

package chat.parley.http;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Tells whether a client uses https. */
public final class Https {

    private Https() {}

    /** Whether TLS ends here, at a trusted proxy that says so, or according to {@code parley.public-url}. */
    public static boolean isUsed(ServerHttpRequest request) {
        return "https".equalsIgnoreCase(request.getURI().getScheme());
    }
}

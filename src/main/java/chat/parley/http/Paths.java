package chat.parley.http;

import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Classifies the paths of requests. */
public final class Paths {

    /** The API for programs: responses are JSON, never a redirection to the log-in page. */
    static final String API = "/api";

    static final String SOCKETS = "/ws";
    static final String OPERATIONS = "/actuator";
    /** Where programs post to webhooks: without sessions, so neither cookies nor CSRF tokens matter. */
    static final String WEBHOOKS = "/hooks";

    static final String SESSION = "/api/session";
    static final String LOG_IN_PAGE = "/login";

    private Paths() {}

    static boolean isForPrograms(ServerHttpRequest request) {
        String path = inApplication(request);
        return isUnder(path, API) || isUnder(path, SOCKETS) || isUnder(path, OPERATIONS) || isUnder(path, WEBHOOKS);
    }

    /** Whether the path is that of a WebSocket. Access is then checked for each frame. */
    public static boolean isSocket(ServerHttpRequest request) {
        return isUnder(inApplication(request), SOCKETS);
    }

    static boolean isForWebhooks(ServerHttpRequest request) {
        return isUnder(inApplication(request), WEBHOOKS);
    }

    /** Whether a browser navigates to a page: it accepts HTML explicitly only then. */
    static boolean asksForPage(ServerHttpRequest request) {
        boolean reads = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        return reads && !isForPrograms(request) && acceptsHtml(request);
    }

    private static boolean acceptsHtml(ServerHttpRequest request) {
        try {
            return request.getHeaders().getAccept().stream().anyMatch(MediaType.TEXT_HTML::equalsTypeAndSubtype);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    /** Returns the path without {@code spring.webflux.base-path}. */
    static String inApplication(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value();
    }

    private static boolean isUnder(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}

package chat.parley.http;

import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which paths are for whom. */
public final class Paths {

    /** Where programs ask: the answers are JSON, and never a redirection to the log-in page. */
    static final String API = "/api";

    static final String SOCKETS = "/ws";
    static final String OPERATIONS = "/actuator";
    static final String SESSION = "/api/session";
    static final String LOG_IN_PAGE = "/login";

    private Paths() {}

    static boolean isForPrograms(ServerHttpRequest request) {
        String path = inApplication(request);
        return isUnder(path, API) || isUnder(path, SOCKETS) || isUnder(path, OPERATIONS);
    }

    /** Whether the path is one of WebSockets, whose frames say what they are allowed to do. */
    public static boolean isSocket(ServerHttpRequest request) {
        return isUnder(inApplication(request), SOCKETS);
    }

    /** Whether a browser is on its way to a page: it names HTML then, and only then. */
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

    /** The path without {@code spring.webflux.base-path}. */
    static String inApplication(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value();
    }

    private static boolean isUnder(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}

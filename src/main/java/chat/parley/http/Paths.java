package chat.parley.http;

import org.springframework.http.server.reactive.ServerHttpRequest;

/** Which paths are for whom. */
final class Paths {

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

    /** The path without {@code spring.webflux.base-path}. */
    static String inApplication(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value();
    }

    private static boolean isUnder(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}

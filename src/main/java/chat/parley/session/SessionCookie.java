package chat.parley.session;

import chat.parley.http.Https;
import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The cookie that carries a session's token. Browsers keep it as long as they can; the server decides how long it is
 * valid.
 */
public final class SessionCookie {

    static final String NAME = "parley_session";

    /** The maximum age that browsers accept. */
    private static final Duration MAX_AGE = Duration.ofDays(400);

    private SessionCookie() {}

    public static ResponseCookie of(SessionToken token, ServerRequest request) {
        return cookie(token.value(), MAX_AGE, request);
    }

    public static ResponseCookie cleared(ServerRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private static ResponseCookie cookie(String value, Duration maxAge, ServerRequest request) {
        ServerHttpRequest httpRequest = request.exchange().getRequest();
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(Https.isUsed(httpRequest))
                .path(httpRequest.getPath().contextPath().value() + "/")
                .maxAge(maxAge)
                .build();
    }
}

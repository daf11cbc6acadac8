package chat.parley.account;

import chat.parley.http.Https;
import java.time.Duration;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The cookie that carries a session's token. The browser keeps it as long as it can; the server decides how long it counts. */
final class SessionCookie {

    static final String NAME = "parley_session";

    /** The longest that browsers keep a cookie. */
    private static final Duration MAX_AGE = Duration.ofDays(400);

    private SessionCookie() {}

    static ResponseCookie carrying(SessionToken token, ServerRequest request) {
        return cookie(token.value(), MAX_AGE, request);
    }

    static ResponseCookie cleared(ServerRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private static ResponseCookie cookie(String value, Duration maxAge, ServerRequest request) {
        ServerHttpRequest asked = request.exchange().getRequest();
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(Https.isUsed(asked))
                .path(asked.getPath().contextPath().value() + "/")
                .maxAge(maxAge)
                .build();
    }
}

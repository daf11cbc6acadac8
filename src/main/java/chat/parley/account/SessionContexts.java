package chat.parley.account;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells Spring Security who is behind a request: the account of the session that its cookie names. The database is
 * asked at most once a request, and not at all where nobody wants to know.
 */
@Component
class SessionContexts implements ServerSecurityContextRepository {

    private static final String LOADED = SessionContexts.class.getName();

    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final Tokens tokens;

    SessionContexts(Sessions sessions, Tokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /** Whether a program shows a token, whatever it is worth; then no cookie counts. */
    static boolean hasToken(ServerHttpRequest request) {
        String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.startsWith(BEARER);
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        @SuppressWarnings("unchecked") // Written by the next statement only
        Mono<SecurityContext> loaded = (Mono<SecurityContext>) exchange.getAttributes()
                .computeIfAbsent(LOADED, name -> read(exchange).cache());
        return loaded;
    }

    private Mono<SecurityContext> read(ServerWebExchange exchange) {
        return session(exchange.getRequest())
                .map(session -> new SecurityContextImpl(new SessionAuthentication(session)));
    }

    private Mono<Session> session(ServerHttpRequest request) {
        if (hasToken(request)) {
            return Mono.justOrEmpty(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                    .map(authorization -> authorization.substring(BEARER.length()))
                    .flatMap(tokens::session);
        }
        HttpCookie cookie = request.getCookies().getFirst(SessionCookie.NAME);
        return Mono.justOrEmpty(cookie)
                .flatMap(present -> Mono.justOrEmpty(SessionToken.of(present.getValue())))
                .flatMap(sessions::byToken);
    }

    /** Sessions begin and end by their own routes, never as a side effect of a request. */
    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return Mono.empty();
    }
}

package chat.parley.session;

import chat.parley.http.RequestRates;
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
 * Authenticates requests for Spring Security by the session cookie or the API token. Reads the database lazily and at
 * most once per request.
 */
@Component
class SessionContexts implements ServerSecurityContextRepository {

    private static final String LOADED = SessionContexts.class.getName();

    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final Tokens tokens;
    private final RequestRates rates;

    SessionContexts(Sessions sessions, Tokens tokens, RequestRates rates) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.rates = rates;
    }

    /** Whether the request has an API token, valid or not; cookies are ignored then. */
    static boolean hasToken(ServerHttpRequest request) {
        String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.startsWith(BEARER);
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        @SuppressWarnings("unchecked") // Only the next statement writes this attribute
        Mono<SecurityContext> loaded = (Mono<SecurityContext>) exchange.getAttributes()
                .computeIfAbsent(LOADED, name -> read(exchange).cache());
        return loaded;
    }

    private Mono<SecurityContext> read(ServerWebExchange exchange) {
        return session(exchange.getRequest())
                .doOnNext(session -> rates.refund(exchange))
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

    /** Does nothing: only the routes of sessions create and end them. */
    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return Mono.empty();
    }
}

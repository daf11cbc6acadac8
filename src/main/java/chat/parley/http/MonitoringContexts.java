package chat.parley.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Authenticates requests for metrics and health: by {@code parley.monitoring.token}, by their arrival at the separate
 * port {@code management.server.port}, or else by the session.
 */
final class MonitoringContexts implements ServerSecurityContextRepository {

    static final String ROLE = "MONITORING";

    private static final String BEARER = "Bearer ";
    private static final Authentication MONITORING = UsernamePasswordAuthenticationToken.authenticated(
            "monitoring", "", AuthorityUtils.createAuthorityList("ROLE_" + ROLE));

    private final ServerSecurityContextRepository sessions;
    private final byte @Nullable [] authorization;
    private final Environment environment;

    MonitoringContexts(
            ServerSecurityContextRepository sessions, MonitoringProperties properties, Environment environment) {
        this.sessions = sessions;
        this.authorization = properties.token() == null ? null : bytes(BEARER + properties.token());
        this.environment = environment;
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return hasToken(request) || isOnManagementPort(request)
                ? Mono.just(new SecurityContextImpl(MONITORING))
                : sessions.load(exchange);
    }

    private boolean hasToken(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return header != null && authorization != null && MessageDigest.isEqual(authorization, bytes(header));
    }

    /** Spring Boot sets both properties when the servers listen. They are equal if one server handles both. */
    private boolean isOnManagementPort(ServerHttpRequest request) {
        Integer management = environment.getProperty("local.management.port", Integer.class);
        return management != null
                && !management.equals(environment.getProperty("local.server.port", Integer.class))
                && request.getLocalAddress() != null
                && request.getLocalAddress().getPort() == management;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return Mono.empty();
    }
}

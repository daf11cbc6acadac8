package chat.parley.http;

import static org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers.pathMatchers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.AuthorizeExchangeSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.header.HttpHeaderWriterWebFilter;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The security filters of all requests: access by path, CSRF protection and headers. The repository of sessions
 * authenticates.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    @Bean
    SecurityWebFilterChain security(ServerHttpSecurity http, ServerSecurityContextRepository sessions) {
        return http.securityContextRepository(sessions)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .httpBasic(basic -> basic.disable())
                .formLogin(form -> form.disable())
                .logout(logout -> logout.disable())
                .authorizeExchange(SecurityConfiguration::permissions)
                .csrf(SecurityConfiguration::csrf)
                .headers(headers -> headers.disable())
                .addFilterAt(
                        new HttpHeaderWriterWebFilter(new SecurityHeaders()),
                        SecurityWebFiltersOrder.HTTP_HEADERS_WRITER)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(new LoginRedirect())
                        .accessDeniedHandler(refuse(Refusal.Code.FORBIDDEN, "You may not do this.")))
                .addFilterAfter(new CsrfCookie(), SecurityWebFiltersOrder.CSRF)
                .build();
    }

    /**
     * Allows escaped per cent signs in the paths of pages, which are decoded exactly once. Lets every method pass,
     * because no route serves an unknown one, and the answer then names the allowed ones.
     */
    @Bean
    ServerWebExchangeFirewall firewall() {
        StrictServerWebExchangeFirewall forPrograms = new StrictServerWebExchangeFirewall();
        StrictServerWebExchangeFirewall forPages = new StrictServerWebExchangeFirewall();
        forPages.setAllowUrlEncodedPercent(true);
        forPrograms.setUnsafeAllowAnyHttpMethod(true);
        forPages.setUnsafeAllowAnyHttpMethod(true);
        return exchange ->
                (Paths.isForPrograms(exchange.getRequest()) ? forPrograms : forPages).getFirewalledExchange(exchange);
    }

    /**
     * Handshakes, which may arrive by the thousands, are only authenticated. They change nothing and so need no CSRF
     * token, and a socket needs none of the headers of a document. Refused handshakes get those headers from {@link
     * FailureHandler}.
     */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityWebFilterChain handshakes(ServerHttpSecurity http, ServerSecurityContextRepository sessions) {
        return http.securityMatcher(pathMatchers(HttpMethod.GET, Paths.SOCKETS, Paths.SOCKETS + "/**"))
                .securityContextRepository(sessions)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .httpBasic(basic -> basic.disable())
                .formLogin(form -> form.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.disable())
                .headers(headers -> headers.disable())
                .authorizeExchange(may -> may.anyExchange().authenticated())
                .exceptionHandling(failures -> failures.authenticationEntryPoint(new LoginRedirect()))
                .build();
    }

    /** Rejects paths that different readers interpret differently, such as {@code /a/..;/b}. */
    @Bean
    ServerExchangeRejectedHandler unclearRequests() {
        return (exchange, cause) -> Mono.error(Refusal.of(Refusal.Code.MALFORMED, "The request is malformed."));
    }

    /** Requires a session or a role by path. Access to a single room is checked by the room. */
    private static void permissions(AuthorizeExchangeSpec may) {
        may.pathMatchers(HttpMethod.GET, Paths.SESSION).permitAll();
        may.pathMatchers(HttpMethod.POST, "/api/accounts", Paths.SESSION, "/api/session/guest")
                .permitAll();
        may.pathMatchers(HttpMethod.GET, "/api/invites/*").permitAll();
        may.pathMatchers("/api/password-resets", "/api/password-resets/*").permitAll();
        may.pathMatchers("/api", "/api/", "/api/openapi.json", "/api/asyncapi.json")
                .permitAll();
        may.pathMatchers("/admin", "/admin/**", "/api/admin", "/api/admin/**").hasRole("ADMIN");
        may.pathMatchers("/api", "/api/**", "/ws", "/ws/**").authenticated();
        may.pathMatchers("/chat", "/chat/**", "/settings", "/settings/**").authenticated();
        may.anyExchange().permitAll();
    }

    private static void csrf(CsrfSpec csrf) {
        csrf.csrfTokenRepository(new CsrfTokens())
                .requireCsrfProtectionMatcher(SecurityConfiguration::changesByCookie)
                .csrfTokenRequestHandler(new CsrfHeader())
                .accessDeniedHandler(
                        refuse(Refusal.Code.CSRF, "Send the cookie XSRF-TOKEN back as the header X-XSRF-TOKEN."));
    }

    /**
     * Requires CSRF protection unless the request has a bearer token, which browsers, unlike cookies, never send by
     * themselves, is for a webhook, which knows no sessions, or is a one-click unsubscription, which mail programs send
     * (RFC 8058).
     */
    private static Mono<MatchResult> changesByCookie(ServerWebExchange exchange) {
        String authorization = exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        boolean bearer = authorization != null && authorization.startsWith("Bearer ");
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        return bearer || Paths.isForWebhooks(exchange.getRequest()) || path.startsWith("/unsubscribe/")
                ? MatchResult.notMatch()
                : CsrfWebFilter.DEFAULT_CSRF_MATCHER.matches(exchange);
    }

    private static ServerAccessDeniedHandler refuse(Refusal.Code code, String detail) {
        return (exchange, cause) -> Mono.error(Refusal.of(code, detail));
    }
}

package chat.parley.http;

import static org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers.pathMatchers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.security.web.server.header.HttpHeaderWriterWebFilter;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;
import reactor.core.publisher.Mono;

/**
 * Who may read health and metrics. The bare status is for everybody: balancers ask for it. Anything more is for
 * administrators and monitoring systems.
 */
@Configuration(proxyBeanMethods = false)
class MonitoringSecurity {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityWebFilterChain monitoring(
            ServerHttpSecurity http,
            ServerSecurityContextRepository sessions,
            MonitoringProperties properties,
            Environment environment) {
        return http.securityMatcher(pathMatchers(Paths.OPERATIONS, Paths.OPERATIONS + "/**"))
                .securityContextRepository(new MonitoringContexts(sessions, properties, environment))
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .httpBasic(basic -> basic.disable())
                .formLogin(form -> form.disable())
                .logout(logout -> logout.disable())
                .csrf(csrf -> csrf.disable()) // Nothing here changes anything
                .headers(headers -> headers.disable())
                .addFilterAt(
                        new HttpHeaderWriterWebFilter(new GuardHeaders()), SecurityWebFiltersOrder.HTTP_HEADERS_WRITER)
                .authorizeExchange(may -> may.pathMatchers(Paths.OPERATIONS + "/health/**")
                        .permitAll()
                        .anyExchange()
                        .hasAnyRole("ADMIN", MonitoringContexts.ROLE))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(new SignInFirst())
                        .accessDeniedHandler((exchange, why) ->
                                Mono.error(Refusal.of(Refusal.Code.FORBIDDEN, "Only administrators may read this."))))
                .build();
    }
}

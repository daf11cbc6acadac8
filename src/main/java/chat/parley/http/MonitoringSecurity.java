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
 * Access to health and metrics. The bare health status is public, because balancers query it; everything else requires
 * an administrator or a monitoring system.
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
                .csrf(csrf -> csrf.disable()) // These routes change nothing
                .headers(headers -> headers.disable())
                .addFilterAt(
                        new HttpHeaderWriterWebFilter(new SecurityHeaders()),
                        SecurityWebFiltersOrder.HTTP_HEADERS_WRITER)
                .authorizeExchange(may -> may.pathMatchers(Paths.OPERATIONS + "/health/**")
                        .permitAll()
                        .anyExchange()
                        .hasAnyRole("ADMIN", MonitoringContexts.ROLE))
                .exceptionHandling(failures -> failures.authenticationEntryPoint(new LoginRedirect())
                        .accessDeniedHandler((exchange, cause) ->
                                Mono.error(Refusal.of(Refusal.Code.FORBIDDEN, "Only administrators can view this."))))
                .build();
    }
}

package chat.parley.ops;

import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * Excludes observations. A WebSocket would count as a request in progress, and keep its observation in memory, for as
 * long as it is open; the gateway counts sockets itself. Also excludes the security filters, which would be observed at
 * each request.
 */
@Configuration(proxyBeanMethods = false)
class ObservationFilter {

    private static final String SOCKETS = "/ws";

    @Bean
    ObservationPredicate requestsAlone() {
        return (name, context) ->
                !(context instanceof ServerRequestObservationContext request && isSocket(request.getCarrier()));
    }

    private static boolean isSocket(@Nullable ServerHttpRequest request) {
        String path = request == null ? "" : request.getPath().value();
        return path.equals(SOCKETS) || path.startsWith(SOCKETS + "/");
    }

    @Bean
    SecurityObservationSettings securityFiltersUnseen() {
        return SecurityObservationSettings.noObservations();
    }
}

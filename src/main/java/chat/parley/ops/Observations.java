package chat.parley.ops;

import io.micrometer.observation.ObservationPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.security.config.observation.SecurityObservationSettings;

/**
 * What is not observed as a request: a socket, which would count as one that is still being answered, and keep all that is
 * noted of it, for as long as it is open. The gateway counts sockets. Nor the inside of the security filters, at each
 * request.
 */
@Configuration(proxyBeanMethods = false)
class Observations {

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

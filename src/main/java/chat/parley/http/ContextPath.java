package chat.parley.http;

import java.net.URI;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ContextPathCompositeHandler;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.StringUtils;
import reactor.core.publisher.Mono;

/**
 * Makes {@code spring.webflux.base-path} match whole path segments, because Spring compares it as a string prefix. With
 * {@code /talk}, {@code /talk} redirects to {@code /talk/}, and {@code /talkx} is not found.
 */
@Configuration(proxyBeanMethods = false)
class ContextPath {

    /** Wraps the outermost handler, because filters cannot see the path outside of the base path. */
    @Bean
    static BeanPostProcessor contextPathEdge(Environment settings) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ContextPathCompositeHandler handler ? within(base(settings), handler) : bean;
            }
        };
    }

    private static String base(Environment settings) {
        String path = settings.getProperty("spring.webflux.base-path", "").strip();
        return "/" + StringUtils.trimTrailingCharacter(StringUtils.trimLeadingCharacter(path, '/'), '/');
    }

    private static HttpHandler within(String base, HttpHandler handler) {
        return (request, response) -> {
            String path = request.getURI().getRawPath();
            if (path.equals(base)) {
                return redirect(base + "/", request, response);
            }
            if (!path.startsWith(base + "/")) {
                response.setStatusCode(HttpStatus.NOT_FOUND);
                return response.setComplete();
            }
            return handler.handle(request, response);
        };
    }

    private static Mono<Void> redirect(String path, ServerHttpRequest request, ServerHttpResponse response) {
        String query = request.getURI().getRawQuery();
        response.setStatusCode(HttpStatus.PERMANENT_REDIRECT);
        response.getHeaders().setLocation(URI.create(query == null ? path : path + "?" + query));
        return response.setComplete();
    }
}

package chat.parley.pages;

import chat.parley.session.Scope;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Serves the descriptions of the routes (OpenAPI) and the sockets (AsyncAPI) for programs. The page {@code /api} is for
 * people.
 */
@Configuration(proxyBeanMethods = false)
class DocumentRoutes {

    @Bean
    RouterFunction<ServerResponse> documentRouter() throws IOException {
        RouterFunctions.Builder routes = RouterFunctions.route();
        serve(routes, "openapi.json");
        serve(routes, "asyncapi.json");
        return routes.build();
    }

    /** Reads the file at start-up, where blocking is harmless. */
    private static void serve(RouterFunctions.Builder routes, String name) throws IOException {
        byte[] bytes = new ClassPathResource("api/" + name).getContentAsByteArray();
        Asset document = Asset.of(name, MediaType.APPLICATION_JSON, bytes);
        routes.route(
                RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD).and(RequestPredicates.path("/api/" + name)),
                Scope.anyPermits(request -> AssetAnswers.send(document, AssetAnswers.REVALIDATE, request)));
    }
}

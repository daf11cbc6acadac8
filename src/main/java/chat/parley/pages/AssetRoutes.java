package chat.parley.pages;

import chat.parley.http.Refusal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves scripts, styles and images below {@code /static}. */
@Configuration(proxyBeanMethods = false)
class AssetRoutes {

    private static final String FOLDER = "/static/";

    private final Assets assets;

    AssetRoutes(Pages pages) {
        assets = pages.assets();
    }

    @Bean
    RouterFunction<ServerResponse> assetRouter() {
        return RouterFunctions.route()
                .route(
                        RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD)
                                .and(RequestPredicates.path(FOLDER + "**")),
                        this::serve)
                .build();
    }

    private Mono<ServerResponse> serve(ServerRequest request) {
        PathContainer path = request.requestPath().pathWithinApplication();
        return Mono.justOrEmpty(assets.serve(path.value().substring(FOLDER.length())))
                .flatMap(served -> AssetAnswers.send(
                        served.asset(),
                        served.isImmutable() ? AssetAnswers.IMMUTABLE : AssetAnswers.REVALIDATE,
                        request))
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.NOT_FOUND, "This file doesn't exist.")));
    }
}

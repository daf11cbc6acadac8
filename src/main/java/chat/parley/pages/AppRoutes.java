package chat.parley.pages;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Serves the files of the installable web app. */
@Configuration(proxyBeanMethods = false)
class AppRoutes {

    private static final RequestPredicate READS = RequestPredicates.methods(HttpMethod.GET, HttpMethod.HEAD);

    private final AppFiles files;

    AppRoutes(Pages pages) {
        files = pages.app();
    }

    @Bean
    RouterFunction<ServerResponse> appRouter() {
        return RouterFunctions.route()
                .route(
                        READS.and(RequestPredicates.path("/manifest.webmanifest")),
                        request -> answer(files.manifest(), request))
                // At the base of the site, because a service worker controls only the paths below its own
                .route(
                        READS.and(RequestPredicates.path("/service-worker.js")),
                        request -> answer(files.serviceWorker(), request))
                .build();
    }

    private static Mono<ServerResponse> answer(AppFile file, ServerRequest request) {
        request.exchange().getResponse().getHeaders().set("Content-Security-Policy", file.policy());
        return AssetAnswers.send(file.asset(), AssetAnswers.REVALIDATE, request);
    }
}

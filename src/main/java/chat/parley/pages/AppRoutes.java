package chat.parley.pages;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Where a browser finds what it needs to install the chat. */
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
                // At the base of the site, because it is in charge of what lies below its own address
                .route(
                        READS.and(RequestPredicates.path("/service-worker.js")),
                        request -> answer(files.serviceWorker(), request))
                .build();
    }

    private static Mono<ServerResponse> answer(AppFile file, ServerRequest request) {
        // With a 304 too: a browser takes over its headers for the file that it has.
        HttpHeaders headers = request.exchange().getResponse().getHeaders();
        headers.setCacheControl(CacheControl.noCache());
        headers.set("Content-Security-Policy", file.policy());
        return request.checkNotModified(file.etag())
                .switchIfEmpty(Mono.defer(
                        () -> ServerResponse.ok().contentType(file.type()).bodyValue(file.bytes())));
    }
}

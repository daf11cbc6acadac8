package chat.parley.pages;

import chat.parley.http.Refusal;
import chat.parley.pages.Assets.Served;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Scripts, styles and pictures, below {@code /static}. */
@Configuration(proxyBeanMethods = false)
class AssetRoutes {

    private static final String FOLDER = "/static/";
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl ASK_EACH_TIME = CacheControl.noCache();

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
                .flatMap(served -> answer(served, request))
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.NOT_FOUND, "There is no such file.")));
    }

    private static Mono<ServerResponse> answer(Served served, ServerRequest request) {
        boolean gzip = served.asset().compresses() && wantsGzip(request);
        // With a 304 too: a browser takes over its headers for the file that it has.
        HttpHeaders headers = request.exchange().getResponse().getHeaders();
        headers.setCacheControl(served.forEver() ? FOR_EVER : ASK_EACH_TIME);
        headers.setVary(List.of(HttpHeaders.ACCEPT_ENCODING));
        return request.checkNotModified(etag(served, gzip)).switchIfEmpty(Mono.defer(() -> write(served, gzip)));
    }

    private static Mono<ServerResponse> write(Served served, boolean gzip) {
        ServerResponse.BodyBuilder response =
                ServerResponse.ok().contentType(served.asset().type());
        if (gzip) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return response.bodyValue(
                gzip ? served.asset().gzipped() : served.asset().bytes());
    }

    private static String etag(Served served, boolean gzip) {
        return "\"" + served.asset().hash() + (gzip ? "-gz" : "") + "\"";
    }

    private static boolean wantsGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream().anyMatch(value -> value.contains("gzip"));
    }
}

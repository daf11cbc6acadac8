package chat.parley.pages;

import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Sends assets from memory: compressed if the client accepts that, and with 304 if it has a current copy. */
final class AssetAnswers {

    static final CacheControl IMMUTABLE =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    static final CacheControl REVALIDATE = CacheControl.noCache();

    private AssetAnswers() {}

    /** Sends the asset, or 304 if the browser has it. */
    static Mono<ServerResponse> send(Asset asset, CacheControl caching, ServerRequest request) {
        // Also with a 304, because a browser updates its cached copy with the new headers
        HttpHeaders headers = request.exchange().getResponse().getHeaders();
        headers.setCacheControl(caching);
        headers.setVary(List.of(HttpHeaders.ACCEPT_ENCODING));
        boolean gzip = isGzipped(asset, request);
        return request.checkNotModified("\"" + asset.hash() + (gzip ? "-gz" : "") + "\"")
                .switchIfEmpty(Mono.defer(() -> write(asset, gzip, HttpStatus.OK)));
    }

    /** Sends the asset in place of a missing resource; the response must not be cached. */
    static Mono<ServerResponse> send(Asset asset, HttpStatusCode status, ServerRequest request) {
        request.exchange().getResponse().getHeaders().setCacheControl(CacheControl.noStore());
        return write(asset, isGzipped(asset, request), status);
    }

    private static Mono<ServerResponse> write(Asset asset, boolean gzip, HttpStatusCode status) {
        ServerResponse.BodyBuilder response = ServerResponse.status(status).contentType(asset.type());
        if (gzip) {
            response.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return response.bodyValue(gzip ? asset.gzipped() : asset.bytes());
    }

    private static boolean isGzipped(Asset asset, ServerRequest request) {
        return asset.compresses() && wantsGzip(request);
    }

    private static boolean wantsGzip(ServerRequest request) {
        return request.headers().header(HttpHeaders.ACCEPT_ENCODING).stream().anyMatch(value -> value.contains("gzip"));
    }
}

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

/** Answers with what lies in memory: compressed for those who take it, and only to those who do not have it. */
final class AssetAnswers {

    static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    static final CacheControl ASK_EACH_TIME = CacheControl.noCache();

    private AssetAnswers() {}

    /** The asset, or 304 where the browser has it. */
    static Mono<ServerResponse> send(Asset asset, CacheControl caching, ServerRequest request) {
        // With a 304 too: a browser takes over its headers for the file that it has.
        HttpHeaders headers = request.exchange().getResponse().getHeaders();
        headers.setCacheControl(caching);
        headers.setVary(List.of(HttpHeaders.ACCEPT_ENCODING));
        boolean gzip = isGzipped(asset, request);
        return request.checkNotModified("\"" + asset.hash() + (gzip ? "-gz" : "") + "\"")
                .switchIfEmpty(Mono.defer(() -> write(asset, gzip, HttpStatus.OK)));
    }

    /** The asset in place of something else, which is not to be kept. */
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

package chat.parley.pages;

import chat.parley.pages.Assets.Served;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers with what lies in memory: compressed for those who take it, and only to those who do not have it. */
final class AssetAnswers {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl ASK_EACH_TIME = CacheControl.noCache();

    private AssetAnswers() {}

    /** The asset, or 304 where the browser has it. */
    static Mono<ServerResponse> send(Served served, ServerRequest request) {
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

package chat.parley.file;

import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Sends pictures. The response to a request with the picture's current version in {@code ?v=} may be cached forever,
 * so browsers load each version once; any other response is revalidated at each use.
 */
@Component
class PictureAnswer {

    private static final CacheControl FOREVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

    private static final CacheControl REVALIDATED = CacheControl.noCache().cachePrivate();

    private final PictureStore pictures;

    PictureAnswer(PictureStore pictures) {
        this.pictures = pictures;
    }

    Mono<ServerResponse> send(ServerRequest request, Picture picture) {
        boolean current = request.queryParam("v").filter(picture.id()::equals).isPresent();
        return request.checkNotModified('"' + picture.id() + '"')
                .switchIfEmpty(Mono.defer(() -> whole(request, picture, current ? FOREVER : REVALIDATED)));
    }

    private Mono<ServerResponse> whole(ServerRequest request, Picture picture, CacheControl cache) {
        ServerResponse.BodyBuilder answer = ServerResponse.ok()
                .contentType(MediaType.parseMediaType(picture.type()))
                .contentLength(picture.bytes())
                .eTag(picture.id())
                .cacheControl(cache)
                .header("Content-Security-Policy", "sandbox; default-src 'none'");
        return request.method().equals(HttpMethod.HEAD)
                ? StoredBody.head(answer, pictures.firstByte(picture))
                : StoredBody.send(answer, pictures.bytes(picture));
    }
}

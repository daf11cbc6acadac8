package chat.parley.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The response with the bytes of a file, or a range of them (RFC 9110, sections 13 and 14). The response is
 * sandboxed. Browsers cache it but revalidate it before each use, because access may have ended.
 *
 * @param tag the entity tag, which changes with the bytes
 * @param inline whether a browser may show it
 */
record Download(FileService files, String blob, long size, String tag, String type, String name, boolean inline) {

    private static final String SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; media-src 'self'";

    Mono<ServerResponse> answer(ServerRequest request) {
        HttpHeaders requestHeaders = request.headers().asHttpHeaders();
        if (matches(requestHeaders.getFirst(HttpHeaders.IF_NONE_MATCH))) {
            return headers(ServerResponse.status(HttpStatus.NOT_MODIFIED)).build();
        }
        boolean head = request.method().equals(HttpMethod.HEAD);
        ByteRange range = head || !isCurrent(requestHeaders.getFirst(HttpHeaders.IF_RANGE))
                ? null
                : ByteRange.of(requestHeaders.getFirst(HttpHeaders.RANGE), size);
        if (range != null && !range.isSatisfiable()) {
            return headers(ServerResponse.status(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE))
                    .header(HttpHeaders.CONTENT_RANGE, range.header(size))
                    .build();
        }
        return range == null ? whole(head) : part(range);
    }

    private Mono<ServerResponse> whole(boolean head) {
        ServerResponse.BodyBuilder answer = content(ServerResponse.ok()).contentLength(size);
        return head
                ? StoredBody.head(answer, files.bytes(blob, 0, Math.min(1, size)))
                : StoredBody.send(answer, files.bytes(blob, 0, size));
    }

    private Mono<ServerResponse> part(ByteRange range) {
        ServerResponse.BodyBuilder answer = content(ServerResponse.status(HttpStatus.PARTIAL_CONTENT))
                .header(HttpHeaders.CONTENT_RANGE, range.header(size))
                .contentLength(range.length());
        return StoredBody.send(answer, files.bytes(blob, range.from(), range.length()));
    }

    private ServerResponse.BodyBuilder content(ServerResponse.BodyBuilder answer) {
        return headers(answer)
                .contentType(MediaType.parseMediaType(type))
                .header(HttpHeaders.CONTENT_DISPOSITION, FileName.disposition(name, inline));
    }

    private ServerResponse.BodyBuilder headers(ServerResponse.BodyBuilder answer) {
        return answer.eTag(tag)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(HttpHeaders.ACCEPT_RANGES, "bytes")
                .header("Content-Security-Policy", SANDBOX);
    }

    private boolean matches(@Nullable String tags) {
        return tags != null
                && (tags.strip().equals("*")
                        || List.of(tags.split(",")).stream()
                                .map(String::strip)
                                .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                                .anyMatch(quoted()::equals));
    }

    /** Returns whether a range of these bytes may be sent. */
    private boolean isCurrent(@Nullable String ifRange) {
        return ifRange == null || ifRange.strip().equals(quoted());
    }

    private String quoted() {
        return '"' + tag + '"';
    }
}

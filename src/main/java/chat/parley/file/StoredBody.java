package chat.parley.file;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends stored bytes. If their first piece cannot be read, nothing has been sent: the response then becomes a refusal
 * without the headers that describe the bytes, so browsers do not cache it.
 */
final class StoredBody {

    private StoredBody() {}

    static Mono<ServerResponse> send(ServerResponse.BodyBuilder answer, Flux<byte[]> bytes) {
        return answer.body((response, context) -> {
            Flux<DataBuffer> buffers = bytes.map(response.bufferFactory()::wrap);
            return response.writeWith(buffers.doOnError(failure -> discardHeaders(response)));
        });
    }

    /** Answers a HEAD request if the bytes exist. */
    static Mono<ServerResponse> head(ServerResponse.BodyBuilder answer, Flux<byte[]> firstByte) {
        return firstByte.then(Mono.defer(answer::build));
    }

    private static void discardHeaders(ServerHttpResponse response) {
        if (!response.isCommitted()) {
            HttpHeaders headers = response.getHeaders();
            headers.remove(HttpHeaders.ETAG);
            headers.remove(HttpHeaders.CACHE_CONTROL);
            headers.remove(HttpHeaders.ACCEPT_RANGES);
            headers.remove(HttpHeaders.CONTENT_DISPOSITION);
            headers.remove(HttpHeaders.CONTENT_RANGE);
            headers.remove("Content-Security-Policy");
        }
    }
}

package chat.parley.http;

import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Reads request bodies as JSON objects. */
public final class Bodies {

    private Bodies() {}

    /**
     * Decodes the body. Unknown fields are ignored, missing ones are null. A missing, malformed, oversized or wrongly
     * typed body causes an error that {@link Problem#of(Throwable)} maps to a problem of the 4xx range.
     */
    public static <T> Mono<T> read(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.MALFORMED, "Send a JSON object.")));
    }
}

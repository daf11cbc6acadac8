package chat.parley.http;

import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Reads the JSON object in a request's body. */
public final class Bodies {

    private Bodies() {}

    /**
     * The body; fields that the type does not have are ignored, fields that are missing are null. What is no JSON, too
     * long, of a wrong type or absent fails with what {@link Problem#of(Throwable)} tells properly.
     */
    public static <T> Mono<T> read(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type)
                .switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Code.MALFORMED, "A JSON object is missing.")));
    }
}

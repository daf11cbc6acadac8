package chat.parley.webhook;

import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.session.Scope;
import chat.parley.webhook.IncomingPost.Shape;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The address to which programs post. The token in its path is the only credential. */
@Configuration(proxyBeanMethods = false)
class IncomingRoutes {

    private static final int MAX_BODY = 64 * 1024;
    private static final String KEY_HEADER = "Idempotency-Key";
    private static final int MAX_KEY_LENGTH = 256;

    private final IncomingService posts;

    IncomingRoutes(IncomingService posts) {
        this.posts = posts;
    }

    @Bean
    RouterFunction<ServerResponse> incomingWebhookRouter() {
        return RouterFunctions.route()
                .POST("/hooks/{token}", Scope.anyPermits(this::post))
                .build();
    }

    private Mono<ServerResponse> post(ServerRequest request) {
        String key = request.headers().firstHeader(KEY_HEADER);
        if (key != null && key.length() > MAX_KEY_LENGTH) {
            return Mono.error(() -> Refusal.field(KEY_HEADER, "too_long", "The key is too long."));
        }
        return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), MAX_BODY)
                .map(IncomingRoutes::bytes)
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooLong -> Refusal.of(Code.BODY_TOO_LONG, "Send at most 64 KiB."))
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> posts.post(request.pathVariable("token"), key, body))
                .flatMap(posted -> answer(request, posted));
    }

    /** Programs that post in other products' forms expect these answers. */
    private static Mono<ServerResponse> answer(ServerRequest request, IncomingService.Posted posted) {
        if (posted.shape() == Shape.SLACK) {
            return ServerResponse.ok().contentType(MediaType.TEXT_PLAIN).bodyValue("ok");
        }
        if (posted.shape() == Shape.PARLEY) {
            return ServerResponse.status(201).bodyValue(posted.message());
        }
        boolean waits =
                request.queryParam("wait").filter("true"::equalsIgnoreCase).isPresent();
        return waits
                ? ServerResponse.ok()
                        .bodyValue(Map.of(
                                "id", Long.toString(posted.message().seq()),
                                "type", 0,
                                "content", String.valueOf(posted.message().text()),
                                "timestamp", posted.message().at().toString()))
                : ServerResponse.noContent().build();
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}

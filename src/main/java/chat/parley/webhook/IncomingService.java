package chat.parley.webhook;

import chat.parley.account.Secret;
import chat.parley.http.Refusal;
import chat.parley.http.Refusal.Code;
import chat.parley.message.MessageService;
import chat.parley.roomlog.state.MessageState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns what programs send to webhooks into messages. A repetition stores nothing and is answered like the first post.
 */
@Service
class IncomingService {

    /** Equal bodies without a key count as repetitions within one to two of these. */
    private static final Duration REPETITION_WINDOW = Duration.ofMinutes(1);

    private static final int HASH_LENGTH = 40;

    private final Webhooks webhooks;
    private final MessageService messages;
    private final JsonMapper json;
    private final Clock clock;
    private final MeterRegistry meters;

    IncomingService(Webhooks webhooks, MessageService messages, JsonMapper json, Clock clock, MeterRegistry meters) {
        this.webhooks = webhooks;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
        this.meters = meters;
        Arrays.stream(IncomingPost.Shape.values()).forEach(this::received);
    }

    record Posted(IncomingPost.Shape shape, MessageState message) {}

    /**
     * @param key the header {@code Idempotency-Key}; null if there is none
     * @throws Refusal {@code not_found} for an unknown or deleted webhook
     */
    Mono<Posted> post(String token, @Nullable String key, byte[] body) {
        return webhooks.byTokenHash(Secret.hash(token))
                .switchIfEmpty(Mono.error(() -> Refusal.of(Code.NOT_FOUND, "This webhook doesn't exist.")))
                .flatMap(webhook -> post(webhook, key, body));
    }

    private Mono<Posted> post(Webhook webhook, @Nullable String key, byte[] body) {
        return Mono.defer(() -> {
            IncomingPost post = IncomingPost.read(body, json, webhook.mentionsHere());
            if (!webhook.mentionsHere() && messages.mentionsHere(post.text())) {
                throw Refusal.field("text", "mention_not_allowed", "This webhook may not mention everybody.");
            }
            return nonce(webhook, post, key, body)
                    .flatMap(nonce -> post(webhook, post, nonce))
                    .delayUntil(message -> webhooks.used(webhook))
                    .doOnNext(message -> received(post.shape()).increment())
                    .map(message -> new Posted(post.shape(), message));
        });
    }

    private Mono<MessageState> post(Webhook webhook, IncomingPost post, String nonce) {
        return messages.postByProgram(
                webhook.bot(), webhook.room(), nonce, post.text(), post.replyTo(), webhook.mentionsHere());
    }

    private Mono<String> nonce(Webhook webhook, IncomingPost post, @Nullable String key, byte[] body) {
        if (key != null) {
            return Mono.just("key:" + hash(key));
        }
        String nonce = post.nonce();
        return nonce == null
                ? nonceOfBody(webhook, hash(new String(body, StandardCharsets.ISO_8859_1)))
                : Mono.just(nonce);
    }

    /** A body that was posted near the end of the previous window is still a repetition. */
    private Mono<String> nonceOfBody(Webhook webhook, String hash) {
        long window = clock.millis() / REPETITION_WINDOW.toMillis();
        String previous = "body:" + hash + ":" + (window - 1);
        return webhooks.posted(webhook, previous)
                .hasElement()
                .map(repeated -> repeated ? previous : "body:" + hash + ":" + window);
    }

    private static String hash(String text) {
        return Secret.hash(text).substring(0, HASH_LENGTH);
    }

    private Counter received(IncomingPost.Shape shape) {
        return meters.counter("parley.hooks.received", "form", shape.name().toLowerCase(Locale.ROOT));
    }
}

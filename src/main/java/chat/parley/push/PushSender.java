package chat.parley.push;

import chat.parley.account.Secret;
import chat.parley.egress.Egress;
import chat.parley.egress.EgressException;
import chat.parley.egress.EgressRequest;
import chat.parley.egress.EgressResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Sends messages to the push services of browsers (RFC 8030). Stores nothing and retries nothing. */
@Component
class PushSender {

    /** How long a test waits for a device without a network. */
    private static final Duration TEST_LIFETIME = Duration.ofMinutes(5);
    /** The maximum length of a topic (RFC 8030, section 5.4). */
    private static final int TOPIC_LENGTH = 32;

    private final Egress egress;
    private final VapidTokens tokens;
    private final PushProperties properties;
    private final PushMeters meters;
    private final JsonMapper json;
    private final SecureRandom random;
    private final Clock clock;

    PushSender(
            Egress egress,
            VapidTokens tokens,
            PushProperties properties,
            PushMeters meters,
            JsonMapper json,
            SecureRandom random,
            Clock clock) {
        this.egress = egress;
        this.tokens = tokens;
        this.properties = properties;
        this.meters = meters;
        this.json = json;
        this.random = random;
        this.clock = clock;
    }

    /** The answer of the push service. */
    sealed interface Outcome {

        /** The push service has taken the message. */
        record Accepted() implements Outcome {}

        /** The subscription has ended. */
        record Gone() implements Outcome {}

        /**
         * The message was not taken; a later attempt may succeed.
         *
         * @param pause how long the push service asks to wait; zero if it does not say
         * @param reason for the person who sends a test
         */
        record Failed(Duration pause, String reason) implements Outcome {}
    }

    /** Never fails. */
    Mono<Outcome> send(PushSubscription subscription, PushMessage message) {
        return tokens.authorization(subscription.endpoint())
                .map(authorization -> request(subscription, message, authorization))
                .flatMap(egress::send)
                .map(this::outcome)
                .onErrorResume(
                        EgressException.class,
                        failure -> Mono.just(new Outcome.Failed(Duration.ZERO, String.valueOf(failure.getMessage()))))
                .doOnNext(meters::count);
    }

    private EgressRequest request(PushSubscription subscription, PushMessage message, String authorization) {
        byte[] body = subscription.keys().encrypt(json.writeValueAsBytes(message), random);
        Duration lifetime = message.room() == null ? TEST_LIFETIME : properties.lifetime();
        EgressRequest request = EgressRequest.post(subscription.endpoint().toString(), body)
                .overHttpsOnly()
                .header("Authorization", authorization)
                .header("Content-Type", "application/octet-stream")
                .header("Content-Encoding", "aes128gcm")
                .header("TTL", String.valueOf(lifetime.toSeconds()))
                .header("Urgency", message.urgency());
        return message.room() == null ? request : request.header("Topic", topic(subscription, message.room()));
    }

    /**
     * A newer message of a room replaces an older one that the push service still keeps. It includes a secret of the
     * browser, so that push services cannot find out who is in the same room.
     */
    private static String topic(PushSubscription subscription, String room) {
        return Secret.hash(subscription.keys().auth() + room).substring(0, TOPIC_LENGTH);
    }

    private Outcome outcome(EgressResponse response) {
        int status = response.status();
        if (response.isOk()) {
            return new Outcome.Accepted();
        }
        return status == 404 || status == 410
                ? new Outcome.Gone()
                : new Outcome.Failed(
                        response.retryAfter(clock.instant()).orElse(Duration.ZERO),
                        "The push service of this browser answered with the status " + status + ".");
    }
}

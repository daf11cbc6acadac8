package chat.parley.webhook;

import chat.parley.egress.Egress;
import chat.parley.egress.EgressException;
import chat.parley.egress.EgressRequest;
import chat.parley.egress.EgressResponse;
import chat.parley.follower.Follower;
import chat.parley.follower.FollowerKind;
import chat.parley.follower.FollowerPage;
import chat.parley.follower.Outcome;
import chat.parley.follower.PauseReason;
import chat.parley.roomlog.ChangeCodec;
import chat.parley.roomlog.state.Change;
import chat.parley.roomlog.state.MessageState;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts a room's changes to a URL as the frame {@code changes}, signed as in Standard Webhooks. The webhook's own
 * posts are left out. Any 2xx is success; 410 pauses the webhook, as does the departure of the account that created it.
 */
@Component
class WebhookKind implements FollowerKind {

    private static final String NAME = "webhook";

    private final Webhooks webhooks;
    private final Egress egress;
    private final PauseNotice notice;
    private final JsonMapper json;
    private final Clock clock;

    WebhookKind(Webhooks webhooks, Egress egress, PauseNotice notice, JsonMapper json, Clock clock) {
        this.webhooks = webhooks;
        this.egress = egress;
        this.notice = notice;
        this.json = json;
        this.clock = clock;
    }

    /** The body of a request. */
    private record Frame(
            String type, String room, String epoch, long after, long revision, List<Map<String, Change>> changes) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Mono<Map<Long, Set<String>>> groups(Collection<Long> followers) {
        return webhooks.targets(followers)
                .collectMap(
                        Webhooks.Target::follower,
                        target ->
                                Set.of("host " + Egress.host(target.url()).orElse(""), "account " + target.creator()));
    }

    @Override
    public Mono<Outcome> send(FollowerPage page) {
        return webhooks.byFollower(page.follower().id())
                .flatMap(webhook -> webhook.creatorPresent() ? send(webhook, page) : Mono.just(creatorLeft(webhook)))
                .defaultIfEmpty(new Outcome.Gone("The webhook was deleted."));
    }

    private static Outcome creatorLeft(Webhook webhook) {
        return new Outcome.Denied(webhook.by() + ", who created this webhook, can no longer read the room.");
    }

    private Mono<Outcome> send(Webhook webhook, FollowerPage page) {
        List<Map<String, Change>> changes = page.changes().stream()
                .filter(change -> !isOwn(webhook, change))
                .map(change -> Map.of(ChangeCodec.field(change), change))
                .toList();
        return changes.isEmpty()
                ? Mono.just(Outcome.delivered())
                : egress.send(request(webhook, page, changes))
                        .map(this::outcome)
                        .onErrorResume(
                                EgressException.class,
                                failure -> Mono.just(Outcome.failed(String.valueOf(failure.getMessage()))));
    }

    private static boolean isOwn(Webhook webhook, Change change) {
        return change instanceof MessageState message
                && message.author().equals(webhook.bot().username());
    }

    private EgressRequest request(Webhook webhook, FollowerPage page, List<Map<String, Change>> changes) {
        byte[] body = json.writeValueAsBytes(
                new Frame("changes", page.room().id(), page.epoch(), page.after(), page.revision(), changes));
        long timestamp = clock.instant().getEpochSecond();
        String secret = Objects.requireNonNull(webhook.secret());
        return EgressRequest.post(Objects.requireNonNull(webhook.url()), body)
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
                .header("Webhook-Id", page.id())
                .header("Webhook-Timestamp", Long.toString(timestamp))
                .header("Webhook-Signature", WebhookSignature.sign(secret, page.id(), timestamp, body));
    }

    private Outcome outcome(EgressResponse response) {
        if (response.isOk()) {
            return Outcome.delivered();
        }
        Instant now = clock.instant();
        return response.status() == HttpStatus.GONE.value()
                ? new Outcome.Gone("The receiver answered 410: it wants no more.")
                : new Outcome.Failed(
                        "The receiver answered " + response.status() + ".",
                        response.retryAfter(now).orElse(null));
    }

    @Override
    public Mono<Void> pausing(Follower follower, PauseReason reason) {
        return webhooks.byFollower(follower.id()).flatMap(webhook -> notice.send(webhook, follower, reason));
    }
}

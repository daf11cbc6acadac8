package chat.parley.webhook;

import chat.parley.follower.Follower;
import chat.parley.follower.PauseReason;
import chat.parley.http.Links;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * The JSON representation of a webhook.
 *
 * @param username the bot that posts
 * @param token only in the response to its creation
 * @param postUrl the address to post to, likewise
 * @param secret the key of the signatures, likewise, if changes are sent
 * @param url where the room's changes are sent; null for nowhere, and for tokens that may not manage webhooks
 * @param sending the state of sending; null if there is no URL
 */
public record WebhookBody(
        long id,
        String room,
        String name,
        String username,
        String by,
        Instant createdAt,
        boolean mentionsHere,
        @Nullable Instant lastUsedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String postUrl,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret,

        @Nullable String url,
        @Nullable Sending sending) {

    /**
     * How far the room's changes have been sent.
     *
     * @param revision everything up to this revision has been sent
     * @param lag the number of further revisions
     * @param failures failed attempts since the last success
     * @param retryInSeconds the time until the next attempt
     */
    public record Sending(
            long revision,
            long lag,
            int failures,
            long retryInSeconds,
            @Nullable String lastError,
            @Nullable Instant pausedAt,
            @Nullable PauseReason pausedFor) {

        static Sending of(Follower follower) {
            return new Sending(
                    follower.revision(),
                    follower.lag(),
                    follower.failures(),
                    follower.nextAttempt().toSeconds(),
                    follower.lastError(),
                    follower.pausedAt(),
                    follower.pausedFor());
        }
    }

    /** @param next the value of {@code after} for the next page; null on the last page */
    public record Page(List<WebhookBody> hooks, @Nullable Long next) {

        public static Page of(List<WebhookService.Listed> found) {
            return of(found, true);
        }

        /** @param urls whether URLs are shown; they may contain secrets */
        static Page of(List<WebhookService.Listed> found, boolean urls) {
            List<WebhookBody> shown =
                    found.stream().map(listed -> WebhookBody.of(listed, urls)).toList();
            return new Page(
                    shown,
                    shown.size() == WebhookService.PAGE_SIZE
                            ? shown.get(shown.size() - 1).id()
                            : null);
        }
    }

    public static WebhookBody of(WebhookService.Listed listed) {
        return of(listed, true);
    }

    private static WebhookBody of(WebhookService.Listed listed, boolean urls) {
        return body(listed, null, null, null, urls);
    }

    static WebhookBody created(WebhookService.Created created, Links links, ServerRequest request) {
        return body(
                created.listed(),
                created.token(),
                links.absolute(request, "/hooks/" + created.token()),
                created.listed().webhook().secret(),
                true);
    }

    private static WebhookBody body(
            WebhookService.Listed listed,
            @Nullable String token,
            @Nullable String postUrl,
            @Nullable String secret,
            boolean urls) {
        Webhook webhook = listed.webhook();
        Follower follower = listed.follower();
        return new WebhookBody(
                webhook.id(),
                webhook.room(),
                webhook.name(),
                webhook.bot().username(),
                webhook.by(),
                webhook.createdAt(),
                webhook.mentionsHere(),
                webhook.lastUsedAt(),
                token,
                postUrl,
                secret,
                urls ? webhook.url() : null,
                follower == null ? null : Sending.of(follower));
    }

    @Override
    public String toString() {
        return "webhook " + id;
    }
}

package chat.parley.webhook;

import chat.parley.account.DisplayName;
import chat.parley.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The form of a new webhook, or a change of one. Null leaves a property unchanged.
 *
 * @param url where the room's changes are sent; null in a new webhook: nowhere
 * @param mentionsHere whether its posts may mention everybody
 * @param paused whether sending is paused
 */
public record WebhookForm(
        @Nullable String name,
        @Nullable String url,
        @Nullable Boolean mentionsHere,
        @Nullable Boolean paused) {

    static final int MAX_URL_LENGTH = 2048;

    String validName() {
        return DisplayName.of("name", name);
    }

    void checkUrlLength() {
        if (url != null && url.length() > MAX_URL_LENGTH) {
            throw Refusal.field("url", "too_long", "The address is too long.");
        }
    }

    /** Contains no URL, which may hold a secret. */
    @Override
    public String toString() {
        return "name=" + name + ", url=" + (url == null ? null : "…") + ", mentionsHere=" + mentionsHere + ", paused="
                + paused;
    }
}

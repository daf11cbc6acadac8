package chat.parley.webhook;

import chat.parley.account.Account;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of a room.
 *
 * @param bot the account that posts, and whose access decides what is sent
 * @param creator the id of the account that created it
 * @param by the username of the account that created it
 * @param creatorPresent whether that account is enabled and a member of the room
 * @param mentionsHere whether its posts may mention everybody
 * @param lastUsedAt when something was last posted, to the minute
 * @param url where the room's changes are sent; null for nowhere
 * @param secret signs what is sent
 * @param follower the follower that sends
 */
public record Webhook(
        long id,
        String room,
        String name,
        Account bot,
        long creator,
        String by,
        boolean creatorPresent,
        Instant createdAt,
        boolean mentionsHere,
        @Nullable Instant lastUsedAt,
        @Nullable String url,
        @Nullable String secret,
        @Nullable Long follower) {

    /** Contains neither the URL nor the secret. */
    @Override
    public String toString() {
        return "webhook " + id;
    }
}

package chat.parley.invite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored invite.
 *
 * @param room the room to join; null for an invite to the installation alone
 * @param registers whether it allows creating an account while registration requires an invitation
 * @param by the username of its creator
 * @param uses the maximum number of uses; null for no limit
 */
public record Invite(
        long id,
        @Nullable String room,
        boolean registers,
        String by,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Integer uses,
        int used) {}

package chat.parley.invite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored invite.
 *
 * @param room where it leads; null for into the installation alone
 * @param registers whether who has no account yet may make one with it, where an invitation is asked for
 * @param by the username of who made it
 * @param uses how often it can be used; null for any number
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

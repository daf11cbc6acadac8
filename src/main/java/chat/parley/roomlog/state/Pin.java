package chat.parley.roomlog.state;

import java.time.Instant;

/**
 * Marks a message as pinned in its room.
 *
 * @param by the username of the account that pinned it
 */
public record Pin(String by, Instant at) {}

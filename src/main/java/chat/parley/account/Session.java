package chat.parley.account;

import java.time.Instant;

/**
 * A log-in: one browser that has shown who it is, until it logs out, is revoked or stays away too long.
 *
 * @param id the SHA-256 of the cookie's token in hexadecimal; the token itself is nowhere but in the browser
 * @param expiresAt when it ends if it is not used before; use moves it on
 */
public record Session(String id, Account account, Instant expiresAt) {}

/**
 * Accounts, passwords and sessions: sign-up, log-in, guests, and who is behind a request. Uses {@code http},
 * {@code database} and {@code channel}.
 */
@NullMarked
package chat.parley.account;

import org.jspecify.annotations.NullMarked;

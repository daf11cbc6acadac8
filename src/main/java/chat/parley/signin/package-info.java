/**
 * Sign-up, log-in, guests and passwords, and the HTTP routes of an account's own profile. Uses {@code session}, {@code
 * account} and lower layers.
 */
@NullMarked
package chat.parley.signin;

import org.jspecify.annotations.NullMarked;

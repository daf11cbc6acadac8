/**
 * E-mail: addresses of accounts, password resets, invites. Sends through the mail server of {@code spring.mail.*};
 * without one, nothing is offered. The outbox consists of tasks. Uses {@code signin}, {@code invite}, {@code task} and
 * lower layers.
 */
@NullMarked
package chat.parley.mail;

import org.jspecify.annotations.NullMarked;

/**
 * Web Push: notifications for browsers in which Parley is not open (RFC 8030, 8291, 8292). Follows the rooms of
 * accounts that have subscriptions and sends encrypted messages to the push services of their browsers, without a
 * relay of a vendor. Uses {@code room}, {@code roomlog}, {@code hub}, {@code session} and what is below them.
 */
@NullMarked
package chat.parley.push;

import org.jspecify.annotations.NullMarked;

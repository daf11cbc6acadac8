/**
 * The inbox of an account: all of its rooms with their unread state, open or not. Sends states, not differences, and
 * reconciles them with the database, so lost notifications only add latency. Uses {@code room}, {@code hub} and lower
 * layers.
 */
@NullMarked
package chat.parley.inbox;

import org.jspecify.annotations.NullMarked;

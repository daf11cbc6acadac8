/**
 * Presence in rooms. A row says that a connection of a node shows an account as online in a room; it counts while the
 * node's lease is valid. Uses {@code room}, {@code hub} and lower layers.
 */
@NullMarked
package chat.parley.presence;

import org.jspecify.annotations.NullMarked;

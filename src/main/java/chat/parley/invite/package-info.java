/**
 * Invites: links for joining a room, and for signing up while registration requires an invitation. Uses {@code room},
 * {@code account} and lower layers.
 */
@NullMarked
package chat.parley.invite;

import org.jspecify.annotations.NullMarked;

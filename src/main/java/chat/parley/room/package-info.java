/**
 * Rooms and access to them: creation, lists, membership, roles, bans, read marks and preferences. Uses {@code account},
 * {@code roomlog} and lower layers.
 */
@NullMarked
package chat.parley.room;

import org.jspecify.annotations.NullMarked;

/**
 * Rooms and who may do what in them: creation, listing, membership, roles, access. Uses account, the room log and what
 * stands below.
 */
@NullMarked
package chat.parley.room;

import org.jspecify.annotations.NullMarked;

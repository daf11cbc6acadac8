/**
 * Messages: posting, editing and deleting through the room log, history, and what changed since a revision. Uses room,
 * account, the room log and what stands below.
 */
@NullMarked
package chat.parley.message;

import org.jspecify.annotations.NullMarked;

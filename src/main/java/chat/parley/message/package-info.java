/**
 * Messages: posting, editing and deleting through the room log, history, and changes since a revision. Uses room,
 * account, the room log and the packages below them.
 */
@NullMarked
package chat.parley.message;

import org.jspecify.annotations.NullMarked;

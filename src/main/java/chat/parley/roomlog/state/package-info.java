/** The row states that make up a room's log, as clients see them, with their identifiers and roles. */
@NullMarked
package chat.parley.roomlog.state;

import org.jspecify.annotations.NullMarked;

/**
 * Who is here. A row says that a connection of a node shows an account in a room; it counts as long as the node's lease
 * does. Uses room, hub and what stands below.
 */
@NullMarked
package chat.parley.presence;

import org.jspecify.annotations.NullMarked;
